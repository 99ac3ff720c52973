using System.Buffers.Binary;
using System.Text;

namespace Surprisal.Tests;

/// <summary>Files made by hand, byte by byte, and read through memory.</summary>
static class SafetensorsBytes
{
    // Made in Python with struct and json, of which the format consists, with the keys in no order, blanks in the JSON and no filling:
    //   data = struct.pack('<2d', 0.1, -2.5) + struct.pack('<q', 7) + struct.pack('<6f', 1, 2, 3, 4, 5, 6.5)
    //   header = {"w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [24, 48]}, "__metadata__": {"format": "pt", "näme": 'Zürich "ok"'},
    //             "b": {"dtype": "F64", "shape": [2], "data_offsets": [0, 16]}, "steps": {"dtype": "I64", "shape": [], "data_offsets": [16, 24]},
    //             "none": {"dtype": "F32", "shape": [0, 4], "data_offsets": [24, 24]}}
    //   h = json.dumps(header).encode(); base64.b64encode(struct.pack('<Q', len(h)) + h + data)
    public static readonly byte[] FromPython = Convert.FromBase64String(
        "TAEAAAAAAAB7InciOiB7ImR0eXBlIjogIkYzMiIsICJzaGFwZSI6IFsyLCAzXSwgImRhdGFfb2Zmc2V0cyI6IFsyNCwgNDhdfSwgIl9fbWV0YWRhdGFfXyI6"
        + "IHsiZm9ybWF0IjogInB0IiwgIm5cdTAwZTRtZSI6ICJaXHUwMGZjcmljaCBcIm9rXCIifSwgImIiOiB7ImR0eXBlIjogIkY2NCIsICJzaGFwZSI6IFsyXSwg"
        + "ImRhdGFfb2Zmc2V0cyI6IFswLCAxNl19LCAic3RlcHMiOiB7ImR0eXBlIjogIkk2NCIsICJzaGFwZSI6IFtdLCAiZGF0YV9vZmZzZXRzIjogWzE2LCAyNF19"
        + "LCAibm9uZSI6IHsiZHR5cGUiOiAiRjMyIiwgInNoYXBlIjogWzAsIDRdLCAiZGF0YV9vZmZzZXRzIjogWzI0LCAyNF19fZqZmZmZmbk/AAAAAAAABMAHAAAA"
        + "AAAAAAAAgD8AAABAAABAQAAAgEAAAKBAAADQQA==");

    public static byte[] Of(string header, int dataLength = 0, ulong? claimed = null)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] file = new byte[8 + text.Length + dataLength];
        BinaryPrimitives.WriteUInt64LittleEndian(file, claimed ?? (ulong)text.Length);
        text.CopyTo(file, 8);
        return file;
    }

    public static SafetensorsFile Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return SafetensorsReader.Read(stream, "m.safetensors");
    }
}
