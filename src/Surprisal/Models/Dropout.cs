using System.Globalization;
using System.Text.Json;
using Surprisal.Numerics;

namespace Surprisal;

/// <summary>Leaves out every number with the same chance while it trains, and makes up for it by enlarging the others; does nothing otherwise. Srivastava et al., JMLR 15, 2014.</summary>
public sealed class Dropout : Layer
{
    readonly double _share;

    /// <summary>A layer that leaves out a share of its numbers.</summary>
    /// <param name="size">Numbers of a row.</param>
    /// <param name="share">The chance of each to be left out, in [0, 1).</param>
    /// <exception cref="ArgumentException">It is outside.</exception>
    public Dropout(int size, double share)
        : base(size, size)
    {
        if (!(share is >= 0 and < 1)) throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the share to leave out must lie in [0, 1), got {share}."));
        _share = share;
    }

    /// <inheritdoc/>
    public override string Kind => "dropout";

    /// <inheritdoc/>
    public override void Forward(in LayerStep step, ReadOnlyMatrixSpan<float> input, MatrixSpan<float> output) => Drop(step, input.Values, output.Values);

    /// <inheritdoc/>
    public override void Backward(
        in LayerStep step, ReadOnlyMatrixSpan<float> input, ReadOnlyMatrixSpan<float> output,
        MatrixSpan<float> outputGradient, Span<float> parameterGradient, MatrixSpan<float> inputGradient)
    {
        if (!inputGradient.IsEmpty) Drop(step, outputGradient.Values, inputGradient.Values);
    }

    /// <inheritdoc/>
    public override void WriteOptions(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteNumber("share", _share);
    }

    // What is left out follows from the step's noise: the backward pass finds it again without having kept it.
    void Drop(in LayerStep step, ReadOnlySpan<float> from, Span<float> to)
    {
        if (!step.IsTraining || _share == 0)
        {
            from.CopyTo(to);
            return;
        }
        float scale = (float)(1 / (1 - _share));
        // Four numbers share 64 random bits; 16 each tell shares apart to 1/65536.
        uint limit = (uint)Math.Round(_share * 65536);
        ulong bits = 0;
        for (int i = 0; i < from.Length; i++, bits >>= 16)
        {
            if (i % 4 == 0) bits = Chance.Mixed(step.Noise, (ulong)i / 4);
            to[i] = (bits & 0xFFFF) < limit ? 0 : from[i] * scale;
        }
    }
}
