namespace Surprisal.Numerics.Tests;

/// <summary>A check that runs on a lane of any width; <see cref="EveryLane"/> calls it for each.</summary>
interface ILaneCheck
{
    void Run<V, T>()
        where V : struct, ISimdLane<V, T>, ILane<V>
        where T : unmanaged;
}

/// <summary>Runs a check on all lanes: narrow ones run everywhere, and wide ones are emulated where the hardware lacks them.</summary>
static class EveryLane
{
    public static void Run<TCheck>(TCheck check)
        where TCheck : ILaneCheck
    {
        Single(check);
        check.Run<Lane128<double>, double>();
        check.Run<Lane256<double>, double>();
        check.Run<Lane512<double>, double>();
    }

    public static void Single<TCheck>(TCheck check)
        where TCheck : ILaneCheck
    {
        check.Run<Lane128<float>, float>();
        check.Run<Lane256<float>, float>();
        check.Run<Lane512<float>, float>();
    }
}
