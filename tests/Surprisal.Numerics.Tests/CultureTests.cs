using System.Globalization;

namespace Surprisal.Numerics.Tests;

public class CultureTests
{
    [Fact]
    public void The_culture_asked_for_is_the_one_that_tests_run_in()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("SURPRISAL_TEST_CULTURE") == "de-DE", "SURPRISAL_TEST_CULTURE is not de-DE; CI runs it so");
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.CurrentCulture));
    }
}
