using System.Runtime.InteropServices;

namespace Surprisal.Numerics;

/// <summary>Asks the system for 2 MiB pages where it knows the question; the answer does not matter.</summary>
static unsafe partial class HugePages
{
    const int MadviseHugePage = 14;

    public static void Advise(void* start, nuint bytes)
    {
        if (OperatingSystem.IsLinux()) _ = Madvise(start, bytes, MadviseHugePage);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Madvise(void* start, nuint bytes, int advice);
}
