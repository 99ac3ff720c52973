using System.Runtime.Intrinsics;

namespace Surprisal.Numerics;

/// <summary>What a product kernel does with registers of one width and precision; the kernels are compiled once per implementation.</summary>
unsafe interface IRegisters<T, TRegister>
    where T : unmanaged
    where TRegister : struct
{
    static abstract int Count { get; }

    static abstract TRegister Zero { get; }

    static abstract TRegister Load(T* source);

    static abstract TRegister Broadcast(T* source);

    static abstract void Store(TRegister value, T* destination);

    static abstract TRegister Add(TRegister left, TRegister right);

    static abstract TRegister And(TRegister left, TRegister right);

    static abstract TRegister MultiplyAdd(TRegister left, TRegister right, TRegister addend);

    /// <summary>Adds the halves until 128 bits are left.</summary>
    static abstract Vector128<T> Fold(TRegister value);
}
