using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Surprisal.Data;

namespace Surprisal;

/// <summary>What makes two readings of a file the same to a training: every number that a model sees, and which rows are for what.</summary>
static class DataHash
{
    /// <summary>SHA-256 over the rows to learn from, those to decide by, and those held out, as 64 hexadecimal digits.</summary>
    public static string Of(TrainingData data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in (Dataset?[])[data.Training, data.Validation, data.HeldOut])
        {
            hash.AppendData(MemoryMarshal.AsBytes([part?.Rows ?? 0]));
            if (part is null) continue;
            hash.AppendData(MemoryMarshal.AsBytes(part.Features.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(part.Targets!.Classes.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(part.Targets.Values.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes(part.RowWeights.AsSpan()));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
