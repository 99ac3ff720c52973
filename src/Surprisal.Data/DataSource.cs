namespace Surprisal.Data;

/// <summary>A file, folder or pipe of examples, whatever its format, read as tables: whole for training, batch by batch for prediction.</summary>
public abstract class DataSource : IDisposable
{
    private protected DataSource(string name, IReadOnlyList<string> targets)
    {
        Name = name;
        Targets = targets;
    }

    /// <summary>The file's name as errors show it.</summary>
    public string Name { get; }

    /// <summary>The target columns: those that were asked for, or the one that the format itself knows; empty if neither.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Opens CSV or TSV (gzip or not), an NPY array, or IDX images with their labels. The content decides, not the name.</summary>
    /// <param name="path">A file, a folder with IDX files such as MNIST's, or "-" for standard input.</param>
    /// <param name="targets">Names of target columns; for an NPY array the path of its targets. None if the format knows them.</param>
    /// <param name="part">Which files of an IDX folder.</param>
    /// <exception cref="DataException">It is not there or cannot be read.</exception>
    public static DataSource Open(string path, IReadOnlyList<string>? targets = null, DataPart part = DataPart.Training)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        targets ??= [];
        if (path != "-" && Directory.Exists(path)) return IdxTableReader.OpenFolder(path, targets, part);
        var input = InputStream.Open(path);
        try
        {
            var head = input.Peek(8);
            if (NpyArray.IsNpy(head)) return NpyTableReader.Open(input, targets);
            if (IdxFile.IsIdx(head) || IdxFile.IsNamedSo(path)) return IdxTableReader.OpenImages(input, path, targets);
            return CsvTableReader.Open(input, targets);
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    /// <summary>The share of the input that has been read, from 0 to 1; null where that is not known.</summary>
    public virtual double? Progress => null;

    /// <summary>The next rows, at most <paramref name="maxRows"/>, or null at the end.</summary>
    /// <exception cref="DataException">The input is damaged; the message says where.</exception>
    public abstract DataTable? ReadBatch(int maxRows);

    /// <summary>All rows that have not been read yet.</summary>
    /// <exception cref="DataException">The input is damaged, or there are none.</exception>
    public DataTable ReadAll() => ReadBatch(int.MaxValue) ?? throw new DataException($"{Name}: has no rows left");

    /// <summary>The test examples that come with these training examples (the <c>t10k-*</c> files of an IDX folder), or null if there are none.</summary>
    public virtual DataSource? OpenTest() => null;

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract void Dispose(bool disposing);
}
