using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Surprisal.Data;
using Surprisal.Losses;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>
/// A trained classifier: how columns become numbers, the layers, and how logits become probabilities. It turns a table into named
/// probabilities, so raw logits cannot be mistaken for them.
/// </summary>
/// <remarks>Not safe to use from several threads at once: its layers keep their buffers.</remarks>
public sealed class Classifier
{
    /// <summary>How many rows are read and predicted at a time where a file is streamed.</summary>
    public const int BatchRows = 4096;

    Engine? _engine;
    double _temperature = 1;

    internal Classifier(DataEncoder encoder, Network model, string loss, OutputActivation activation)
    {
        Encoder = encoder;
        Model = model;
        LossName = loss;
        Activation = activation;
        Decision = Decision.Default(TargetKind, ClassNames.Count);
    }

    /// <summary>How a file's columns become features and answers.</summary>
    public DataEncoder Encoder { get; }

    /// <summary>The layers, from features to logits, and their numbers.</summary>
    public Network Model { get; }

    /// <summary>The name of the loss that it was trained with.</summary>
    public string LossName { get; }

    /// <summary>How logits become probabilities; it comes from the loss.</summary>
    public OutputActivation Activation { get; }

    /// <summary>What the logits are divided by before the activation, 1 unless calibrated: above 1 probabilities are more even, below 1 more extreme.</summary>
    /// <exception cref="ArgumentException">It is not above 0 and finite, or the activation is neither softmax nor sigmoid and it is not 1.</exception>
    public double Temperature
    {
        get => _temperature;
        set
        {
            if (!(value > 0 && double.IsFinite(value))) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the temperature must be above 0 and finite, got {value}."));
            if (value != 1 && !HasTemperature(Activation)) throw new ArgumentException($"{Activation} outputs have no temperature; those of softmax and sigmoid do.");
            _temperature = value;
        }
    }

    /// <summary>The probability above which an answer is given, ½ unless set: of each label; of two classes one number, the second class's; elsewhere empty.</summary>
    /// <exception cref="ArgumentException">There are more or fewer, or one is outside [0, 1].</exception>
    public IReadOnlyList<double> Thresholds
    {
        get => Decision.Thresholds;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Decision = Decision.At(value, TargetKind, ClassNames.Count);
        }
    }

    /// <summary>What answers cost, of three classes or more, where <see cref="Decide"/> was told so; else null.</summary>
    public CostMatrix? Costs => Decision.Costs;

    internal Decision Decision { get; private set; }

    /// <summary>The classes or labels, in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames => Encoder.Targets.ClassNames;

    /// <summary>One class of several, any number of labels, or a distribution.</summary>
    public TargetKind TargetKind => Encoder.Targets.Kind;

    /// <summary>Processor cores to predict with, from the first prediction on; the result does not depend on it.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ownLayers">How layers of your own are made again, by their <see cref="Layer.Kind"/>; null where all are this library's.</param>
    /// <exception cref="ModelFileException">The file is not there, damaged, or none of ours; one line that says which.</exception>
    public static Classifier Load(string path, IReadOnlyDictionary<string, Func<LayerReader, Layer>>? ownLayers = null) => ClassifierFile.Read(path, ownLayers);

    /// <summary>Writes one safetensors file, as a whole or not at all.</summary>
    /// <exception cref="ModelFileException">It could not be written; an old file is unchanged.</exception>
    public void Save(string path) => ClassifierFile.Write(path, this);

    /// <summary>From now on gives the answer of least expected cost: by <see cref="Thresholds"/> where there are two classes or labels, else by <see cref="Costs"/>.</summary>
    /// <param name="costs">One row and column per class, in their order; for labels absent and present, the same for all.</param>
    /// <exception cref="ArgumentException">There are more or fewer classes, or the targets are soft labels, which have no answer.</exception>
    public void Decide(CostMatrix costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        Decision = Decision.LeastCost(costs, TargetKind, ClassNames.Count);
    }

    /// <summary>Predicts the rows of a table that has the model's columns, in any order, among any others. Answers among them may be absent.</summary>
    /// <exception cref="DataException">A column is missing, or a cell cannot be read; the message says which and where.</exception>
    public Predictions Predict(DataTable table) => Predict(table, Truth.IfPresent);

    /// <summary>The same.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="truth">Whether an absent answer is an error.</param>
    /// <exception cref="DataException">A column is missing, or a cell cannot be read; the message says which and where.</exception>
    public Predictions Predict(DataTable table, Truth truth) => Predict(Encoder.Encode(table, truth));

    /// <summary>Predicts encoded examples.</summary>
    public Predictions Predict(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        int columns = ClassNames.Count;
        float[] logits = Logits(data);
        if (Temperature != 1)
        {
            foreach (ref float logit in logits.AsSpan()) logit = (float)(logit / Temperature);
        }

        var (rows, labels) = data.Targets is null ? default : TruthSurprisal.Of(logits, data.Targets, Activation);
        Activations.Apply(Activation, logits.AsMatrix(columns), logits.AsMatrix(columns));
        if (Activation == OutputActivation.Identity) TruthSurprisal.Clamp(logits);
        return new Predictions(logits, data.Rows, columns, rows, labels);
    }

    /// <summary>Predicts one example: an object whose public properties have the names of the model's columns.</summary>
    /// <exception cref="DataException">A property is missing, or cannot be read; the message says which.</exception>
    public Prediction Predict<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(T example)
    {
        float[] probabilities = Predict(DataTable.FromRecords(example)).Probabilities[0].ToArray();
        return new Prediction(Decode(probabilities), ClassNames, probabilities);
    }

    /// <summary>What the model says of encoded examples before temperature and activation: rows × classes, row after row.</summary>
    internal float[] Logits(Dataset data)
    {
        float[] logits = new float[checked(data.Rows * ClassNames.Count)];
        Model.Predict(data.Matrix, logits.AsMatrix(ClassNames.Count), _engine ??= new Engine(Threads));
        return logits;
    }

    internal static bool HasTemperature(OutputActivation activation) => activation is OutputActivation.Softmax or OutputActivation.Sigmoid;

    /// <summary>
    /// The answer that probabilities stand for: the likeliest class, the first of equals; or all labels above ½, joined by |. Where
    /// <see cref="Thresholds"/> or <see cref="Costs"/> are set they decide.
    /// </summary>
    public string Decode(ReadOnlySpan<float> probabilities)
    {
        if (TargetKind != TargetKind.MultiLabel) return ClassNames[Decision.Class(probabilities)];
        List<string> labels = [];
        for (int k = 0; k < probabilities.Length; k++)
            if (Decision.Has(k, probabilities[k])) labels.Add(ClassNames[k]);
        return string.Join('|', labels);
    }
}
