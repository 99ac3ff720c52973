namespace Surprisal.Tests;

/// <summary>One row per optimizer: three steps of PyTorch 1.13.1 from [1, −2, 0.5, 3] at a rate of 0.1, with these gradients.</summary>
public sealed record OptimizerCase(string Name, Optimizer Optimizer, float[][] Expected)
{
    /// <summary>The gradients of the three steps.</summary>
    public static readonly float[][] Gradients = [[0.1f, -0.2f, 0.3f, 0], [0.5f, 0.4f, -0.3f, 1e-8f], [-1, 2, 0, 5]];

    /// <summary>All optimizers of the house.</summary>
    public static readonly OptimizerCase[] All =
    [
        new("adamw", Optimizer.AdamW, // torch.optim.AdamW(lr=0.1, weight_decay=0.01)
        [
            [0.8990000486373901f, -1.8980000019073486f, 0.3995000123977661f, 2.996999979019165f],
            [0.8119964003562927f, -1.932712435722351f, 0.4043636620044708f, 2.9631752967834473f],
            [0.8378780484199524f, -1.9992953538894653f, 0.4080277383327484f, 2.8963308334350586f],
        ]),
        new("sgd", Optimizer.Sgd, // torch.optim.SGD(lr=0.1, momentum=0.9)
        [
            [0.9900000095367432f, -1.9800000190734863f, 0.4699999988079071f, 3.0f],
            [0.9309999942779541f, -2.002000093460083f, 0.4729999899864197f, 3.0f],
            [0.9779000282287598f, -2.2218000888824463f, 0.4756999909877777f, 2.5f],
        ]),
        new("plain sgd", Optimizer.Sgd with { Momentum = 0 }, // torch.optim.SGD(lr=0.1)
        [
            [0.9900000095367432f, -1.9800000190734863f, 0.4699999988079071f, 3.0f],
            [0.9399999976158142f, -2.0199999809265137f, 0.5f, 3.0f],
            [1.0399999618530273f, -2.2200000286102295f, 0.5f, 2.5f],
        ]),
        new("nesterov", Optimizer.Sgd with { Nesterov = true }, // torch.optim.SGD(lr=0.1, momentum=0.9, nesterov=True)
        [
            [0.9810000061988831f, -1.9620000123977661f, 0.4429999887943268f, 3.0f],
            [0.8779000043869019f, -2.0218000411987305f, 0.4756999909877777f, 3.0f],
            [1.020110011100769f, -2.4196200370788574f, 0.4781299829483032f, 2.049999952316284f],
        ]),
    ];
}
