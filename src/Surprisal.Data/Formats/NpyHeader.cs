using System.Globalization;
using System.Text;

namespace Surprisal.Data;

/// <summary>The header of an NPY file: a Python dictionary of three entries, written out as text.</summary>
sealed record NpyHeader(NpyType Type, bool IsBigEndian, bool IsColumnMajor, int[] Shape, long HeaderBytes)
{
    // A header as long as this describes no array of numbers.
    const int LongestHeader = 1 << 16;

    static readonly string[] s_codes = ["b1", "u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f2", "f4", "f8"];

    /// <summary>How many bytes one number takes.</summary>
    public int ItemSize => s_codes[(int)Type][1] - '0';

    public static NpyHeader Read(InputStream input)
    {
        byte[] start = input.ReadUpTo(8);
        if (start.Length < 8) throw new DataException($"{input.Name}: is cut short inside its header");
        if (!NpyArray.IsNpy(start)) throw new DataException($"{input.Name}: is not an NPY file");
        int version = start[6];
        if (version is < 1 or > 3) throw new DataException($"{input.Name}: is an NPY file of version {version}, expected 1, 2 or 3");
        byte[] length = input.ReadUpTo(version == 1 ? 2 : 4);
        long size = 0;
        for (int i = length.Length - 1; i >= 0; i--) size = (size << 8) | length[i];
        if (size > LongestHeader)
            throw new DataException($"{input.Name}: claims a header of {CellText.Count(size)} bytes; {CellText.Count(LongestHeader)} is the most");
        byte[] text = input.ReadUpTo(size);
        if (length.Length < (version == 1 ? 2 : 4) || text.Length < size) throw new DataException($"{input.Name}: is cut short inside its header");
        return Parse(Encoding.UTF8.GetString(text), input.Name, start.Length + length.Length + size);
    }

    /// <summary>The header of a new file in version 1.0: little-endian, row-major, padded so that the numbers start at a multiple of 64.</summary>
    public static byte[] Write(NpyType type, ReadOnlySpan<int> shape)
    {
        string code = s_codes[(int)type];
        string sizes = string.Join(", ", shape.ToArray().Select(size => size.ToString(CultureInfo.InvariantCulture)));
        if (shape.Length == 1) sizes += ",";
        string text = $"{{'descr': '{(code[1] == '1' ? '|' : '<')}{code}', 'fortran_order': False, 'shape': ({sizes}), }}";
        int padded = (10 + text.Length + 1 + 63) / 64 * 64 - 10;
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)padded, (byte)(padded >> 8), .. Encoding.ASCII.GetBytes(text.PadRight(padded - 1)), (byte)'\n'];
    }

    static NpyHeader Parse(string text, string name, long headerBytes)
    {
        string descr = Entry(text, "descr", name), order = Entry(text, "fortran_order", name), shape = Entry(text, "shape", name);
        string code = descr.Trim('\'', '"');
        if (code.Contains('O', StringComparison.Ordinal))
            throw new DataException($"{name}: holds pickled Python objects, which are not read; expected numbers");
        int type = code.Length == 3 && code[0] is '<' or '>' or '|' or '=' ? Array.IndexOf(s_codes, code[1..]) : -1;
        if (type < 0) throw new DataException($"{name}: holds values of type {CellText.OneLine(descr)}, expected one of {string.Join(' ', s_codes)}");
        if (order is not ("True" or "False")) throw BadEntry(name, "fortran_order", order);
        return new NpyHeader((NpyType)type, code[0] == '>', order == "True", Sizes(shape, name), headerBytes);
    }

    // From the colon after the key to the comma that ends the value: outside brackets and quotes.
    static string Entry(string text, string key, string name)
    {
        int at = Math.Max(text.IndexOf($"'{key}'", StringComparison.Ordinal), text.IndexOf($"\"{key}\"", StringComparison.Ordinal));
        int colon = at < 0 ? -1 : text.IndexOf(':', at);
        if (colon < 0) throw new DataException($"{name}: its NPY header has no '{key}'");
        int depth = 0;
        char quote = '\0';
        for (int i = colon + 1; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"') quote = c;
            else if (depth == 0 && c is ',' or '}') return text[(colon + 1)..i].Trim();
            else depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
        }

        throw new DataException($"{name}: its NPY header ends inside '{key}'");
    }

    static int[] Sizes(string shape, string name)
    {
        if (shape is not ['(', .., ')']) throw BadEntry(name, "shape", shape);
        string[] parts = shape[1..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        int[] sizes = new int[parts.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i])) throw BadEntry(name, "shape", shape);
        }

        return sizes;
    }

    static DataException BadEntry(string name, string key, string value) => new($"{name}: its NPY header says '{key}': {CellText.OneLine(value)}");
}
