namespace Surprisal.Data;

/// <summary>Reads images and their labels from a pair of IDX files as a table of two columns, <c>pixels</c> and <c>label</c>.</summary>
sealed class IdxTableReader : DataSource
{
    const string LabelColumn = "label";

    readonly IdxFile _images;
    readonly byte[]? _labels;
    readonly string? _testFolder;
    int _row;

    IdxTableReader(IdxFile images, byte[]? labels, IReadOnlyList<string> targets, string? testFolder)
        : base(images.Name, targets.Count > 0 ? targets : [LabelColumn])
    {
        _images = images;
        _labels = labels;
        _testFolder = testFolder;
    }

    /// <summary>Opens the <c>train-*</c> or the <c>t10k-*</c> pair of a folder.</summary>
    public static IdxTableReader OpenFolder(string folder, IReadOnlyList<string> targets, DataPart part)
    {
        string prefix = part == DataPart.Training ? "train" : "t10k";
        string imagesPath = FindImages(folder, prefix) ?? throw new DataException(
            $"{folder} is a folder without {prefix}-images-idx3-ubyte (or .gz); expected a file, or a folder with IDX images and labels");
        if (part == DataPart.Training && FindLabels(imagesPath) is null)
            throw new DataException($"{imagesPath}: its labels, {LabelsName(InputFile.NameOf(imagesPath))}, are not beside it");
        bool hasTest = part == DataPart.Training && FindImages(folder, "t10k") is not null;
        var input = InputStream.Open(imagesPath);
        try
        {
            return OpenPair(input, imagesPath, targets, hasTest ? folder : null);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>Opens images, and their labels if they are found beside them by name.</summary>
    public static IdxTableReader OpenImages(InputStream input, string path, IReadOnlyList<string> targets) =>
        OpenPair(input, path, targets, testFolder: null);

    public override DataSource? OpenTest() => _testFolder is null ? null : OpenFolder(_testFolder, Targets, DataPart.Test);

    public override DataTable? ReadBatch(int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRows, 1);
        byte[] values = _images.Read(maxRows, out int rows);
        if (rows == 0) return null;
        var pixels = new PixelColumn(PixelColumn.DefaultName, values, _images.Shape, rows);
        DataColumn[] columns = _labels is null ? [pixels] : [pixels, Labels(_labels.AsSpan(_row, rows))];
        var table = new DataTable(Name, columns, firstRow: _row);
        _row += rows;
        return table;
    }

    static IdxTableReader OpenPair(InputStream input, string path, IReadOnlyList<string> targets, string? testFolder)
    {
        var images = IdxFile.Open(input);
        if (images.Rank == 1) throw new DataException($"{input.Name}: holds labels; give the file of images");
        return new IdxTableReader(images, FindLabels(path) is { } found ? ReadLabels(found, images) : null, targets, testFolder);
    }

    static byte[] ReadLabels(string path, IdxFile images)
    {
        using var labels = IdxFile.Open(InputStream.Open(path));
        if (labels.Rank != 1) throw new DataException($"{labels.Name}: holds images, expected labels");
        if (labels.Rows != images.Rows)
            throw new DataException($"{images.Name} has {CellText.Count(images.Rows, "image")}, {labels.Name} has {CellText.Count(labels.Rows, "label")}");
        return labels.Read(labels.Rows, out _);
    }

    static NumberColumn Labels(ReadOnlySpan<byte> labels)
    {
        double[] numbers = new double[labels.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = labels[i];
        return new NumberColumn(LabelColumn, numbers);
    }

    static string? FindImages(string folder, string prefix) => FirstFile(folder, $"{prefix}-images-idx3-ubyte", $"{prefix}-images.idx3-ubyte");

    static string? FindLabels(string imagesPath)
    {
        string name = InputFile.NameOf(imagesPath), labels = LabelsName(name);
        string folder = Path.GetDirectoryName(imagesPath) ?? "";
        return labels == name || labels + ".gz" == name ? null : FirstFile(folder, labels);
    }

    static string LabelsName(string imagesName)
    {
        string name = imagesName.EndsWith(".gz", StringComparison.Ordinal) ? imagesName[..^3] : imagesName;
        return name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal);
    }

    static string? FirstFile(string folder, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
            if (File.Exists(path + ".gz")) return path + ".gz";
        }

        return null;
    }

    private protected override void Dispose(bool disposing)
    {
        if (disposing) _images.Dispose();
    }
}
