using System.Globalization;
using System.Runtime.CompilerServices;

namespace Surprisal.Tests.Shared;

/// <summary>Runs all tests of the process in the culture that SURPRISAL_TEST_CULTURE names, such as de-DE, whose decimal point is a comma.</summary>
static class TestCulture
{
    [ModuleInitializer]
    public static void Set()
    {
        if (Environment.GetEnvironmentVariable("SURPRISAL_TEST_CULTURE") is not { Length: > 0 } name) return;
        var culture = CultureInfo.GetCultureInfo(name);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = culture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
    }
}
