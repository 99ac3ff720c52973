using System.Diagnostics.CodeAnalysis;
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

    internal Classifier(DataEncoder encoder, Network model, string loss, OutputActivation activation)
    {
        Encoder = encoder;
        Model = model;
        LossName = loss;
        Activation = activation;
    }

    /// <summary>How a file's columns become features and answers.</summary>
    public DataEncoder Encoder { get; }

    /// <summary>The layers, from features to logits, and their numbers.</summary>
    public Network Model { get; }

    /// <summary>The name of the loss that it was trained with.</summary>
    public string LossName { get; }

    /// <summary>How logits become probabilities; it comes from the loss.</summary>
    public OutputActivation Activation { get; }

    /// <summary>The classes or labels, in the order of the probabilities.</summary>
    public IReadOnlyList<string> ClassNames => Encoder.Targets.ClassNames;

    /// <summary>One class of several, any number of labels, or a distribution.</summary>
    public TargetKind TargetKind => Encoder.Targets.Kind;

    /// <summary>Processor cores to predict with, from the first prediction on; the result does not depend on it.</summary>
    public int Threads { get; set; } = 1;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="ModelFileException">The file is not there, damaged, or none of ours; one line that says which.</exception>
    public static Classifier Load(string path) => ClassifierFile.Read(path);

    /// <summary>Writes one safetensors file, as a whole or not at all.</summary>
    /// <exception cref="ModelFileException">It could not be written; an old file is unchanged.</exception>
    public void Save(string path) => ClassifierFile.Write(path, this);

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
        float[] logits = new float[checked(data.Rows * columns)];
        Model.Predict(data.Matrix, logits.AsMatrix(columns), _engine ??= new Engine(Threads));
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

    /// <summary>The answer that probabilities stand for: the likeliest class, the first of equals; or all labels above ½, joined by |.</summary>
    public string Decode(ReadOnlySpan<float> probabilities)
    {
        if (TargetKind != TargetKind.MultiLabel) return ClassNames[Shares.IndexOfLargest(probabilities)];
        List<string> labels = [];
        for (int k = 0; k < probabilities.Length; k++)
            if (probabilities[k] > 0.5f) labels.Add(ClassNames[k]);
        return string.Join('|', labels);
    }
}
