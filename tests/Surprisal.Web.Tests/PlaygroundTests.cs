using System.Globalization;
using System.Net;

namespace Surprisal.Web.Tests;

/// <summary>The playground shows what the formulas say, and tells in one line what it cannot read.</summary>
public sealed class PlaygroundTests(LocalSite site) : IClassFixture<LocalSite>
{
    [Fact]
    public async Task A_row_costs_what_the_textbook_says()
    {
        string result = WebUtility.HtmlDecode(await site.Stranger.GetStringAsync("/playground/result?answer=Class&classes=a,b,c&z0=1&z1=2&z2=3&target=0&loss=cross-entropy"));
        double sum = Math.Exp(1) + Math.Exp(2) + Math.Exp(3);
        foreach (double number in (double[])[Math.Log(sum) - 1, (Math.Log(sum) - 1) / Math.Log(2), Math.Exp(2) / sum, Math.Exp(3) / sum])
            Assert.Contains(number.ToString("0.0000", CultureInfo.InvariantCulture), result, StringComparison.Ordinal);
        Assert.Contains("−" + (1 - Math.Exp(1) / sum).ToString("0.0000", CultureInfo.InvariantCulture), result, StringComparison.Ordinal); // p − 1
    }

    [Fact]
    public async Task Several_losses_stand_side_by_side()
    {
        string result = await site.Stranger.GetStringAsync("/playground/result?answer=Labels&classes=a,b&z0=0&z1=0&t0=1&t1=0&loss=binary-cross-entropy&loss=mse");
        Assert.Contains("<b>1.3863</b> nats", result, StringComparison.Ordinal); // 2·log 2
        Assert.Contains("<dt>mse</dt>", result, StringComparison.Ordinal);
        Assert.Contains("<b>1.0000</b>", result, StringComparison.Ordinal); // (0 − 1)²
    }

    [Theory]
    [InlineData("more=focl", "'focl' is not a loss; did you mean 'focal'?")]
    [InlineData("more=focal:gamma=-1", "focal: gamma must lie in")]
    [InlineData("z1=abc", "the logit of dog must be a number from -1000 to 1000, got 'abc'")]
    [InlineData("z0=NaN", "the logit of cat must be a number")]
    [InlineData("classes=one", "2 to 8 different class names with commas between them expected, got 'one'")]
    [InlineData("answer=Clas", "'Clas' is not a kind of answer; did you mean 'Class'?")]
    [InlineData("target=1.5", "the true class must be a whole number from 0 to 7, got '1.5'")]
    [InlineData("loss=l1&loss=mse&loss=hinge&loss=poly&loss=focal", "up to 4 losses at a time, got 5")]
    public async Task What_cannot_be_read_is_told_in_one_line(string query, string message)
    {
        foreach (string path in (string[])["/?", "/playground/result?"])
        {
            using var answer = await site.Stranger.GetAsync(path + query);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(message, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_loss_that_does_not_take_such_an_answer_says_so()
    {
        string result = await site.Stranger.GetStringAsync("/playground/result?answer=Labels&loss=hinge&t0=1");
        Assert.Contains("hinge does not take a yes or no for each label as the answer", result, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_from_the_address_are_text_and_nothing_else()
    {
        string page = await site.Stranger.GetStringAsync("/?classes=%3Cscript%3Ealert(1)%3C/script%3E,b");
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Losses_are_compared_by_their_shapes()
    {
        string page = await site.Stranger.GetStringAsync("/shapes?loss=cross-entropy&more=focal:gamma=0.5");
        Assert.Contains("focal:gamma=0.5", page, StringComparison.Ordinal);
        Assert.Contains("the true probability", page, StringComparison.Ordinal); // what cross-entropy asks for
        using var wrong = await site.Stranger.GetAsync("/shapes/result?more=hing");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Contains("did you mean 'hinge'?", WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }
}
