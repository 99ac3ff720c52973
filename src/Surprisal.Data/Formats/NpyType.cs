namespace Surprisal.Data;

/// <summary>What kind of number an NPY array holds.</summary>
public enum NpyType
{
    /// <summary>True or false, one byte.</summary>
    Boolean,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64,

    /// <summary>Signed, 1 byte.</summary>
    Int8,

    /// <summary>Signed, 2 bytes.</summary>
    Int16,

    /// <summary>Signed, 4 bytes.</summary>
    Int32,

    /// <summary>Signed, 8 bytes.</summary>
    Int64,

    /// <summary>Floating point of 2 bytes.</summary>
    Float16,

    /// <summary>Floating point of 4 bytes: <see cref="float"/>.</summary>
    Float32,

    /// <summary>Floating point of 8 bytes: <see cref="double"/>.</summary>
    Float64,
}
