using Surprisal.Data;
using Surprisal.Losses;

namespace Surprisal.Tests;

public class TemperatureScalingTests
{
    static readonly string[] s_names = ["a", "b", "c"];
    static readonly float[] s_logits = [3, 1, -2, 0.5f, 2.5f, 0, -1, 0.25f, 4, 2, -0.5f, 1.5f, 1, 1.25f, -3, 0, -2, 2];
    static readonly TargetSet s_classes = new(s_names, [0, 1, 2, 2, 0, 2]);

    static double Fit(float[] logits, TargetSet targets, OutputActivation activation = OutputActivation.Softmax) =>
        TemperatureScaling.Fit(new(logits, targets.Rows, targets.ClassNames.Count), targets, activation);

    static void Same(double expected, double actual) => Assert.InRange(actual, expected * (1 - 1e-15), expected * (1 + 1e-15));

    // mpmath at 40 digits: findroot of the derivative of Σ log Σ exp(βz) − βz_y by β; T = 1/β.
    [Fact]
    public void The_temperature_is_right_to_the_last_digits() => Same(0.703915562314534856178979839743283987874, Fit(s_logits, s_classes));

    // The same problem with every logit times 30; found anew by mpmath, and 30 times the value above.
    [Fact]
    public void It_is_found_from_far_away_too() => Same(21.11746686943604568536939519229851963622, Fit(Array.ConvertAll(s_logits, z => 30 * z), s_classes));

    // mpmath as above, with Σ q·z in place of z_y.
    [Fact]
    public void Soft_labels_have_a_temperature()
    {
        float[] shares = [0.75f, 0.25f, 0, 0.125f, 0.75f, 0.125f, 0, 0, 1, 0.5f, 0, 0.5f, 0.5f, 0.5f, 0, 0.25f, 0.25f, 0.5f];
        Same(1.496153779358311620784917035179625691266, Fit(s_logits, new TargetSet(TargetKind.Distribution, s_names, shares)));
    }

    // mpmath: Σ log(1 + exp(∓βz)) over rows and labels.
    [Fact]
    public void Labels_share_one_temperature() => Same(1.207457459323854507890937554680576565606, Fit(
        s_logits, new TargetSet(TargetKind.MultiLabel, s_names, [1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 1]), OutputActivation.Sigmoid));

    // By hand: three of four rows right at a margin of 4; σ(4/T) = ¾ at T = 4/ln 3.
    [Fact]
    public void The_share_of_right_answers_is_the_probability_afterwards() =>
        Same(4 / Math.Log(3), Fit([4, 0, 0, 4, 4, 0, 0, 4], new TargetSet(["a", "b"], [0, 1, 1, 1])));

    [Fact]
    public void Rows_whose_answer_is_not_known_play_no_part() =>
        Assert.Equal(Fit(s_logits, s_classes), Fit([.. s_logits, 9, 0, 0], new TargetSet(s_names, [0, 1, 2, 2, 0, 2, -1])));

    [Fact]
    public void Logits_that_say_nothing_or_the_opposite_give_the_greatest_temperature()
    {
        Assert.Equal(TemperatureScaling.Greatest, Fit([0, 0, 0, 5, 5, 5], new TargetSet(s_names, [0, 1])));
        Assert.Equal(TemperatureScaling.Greatest, Fit([2, 0, 0, 2], new TargetSet(["a", "b"], [1, 0])));
    }

    [Fact]
    public void Rows_that_are_all_told_apart_give_the_least_temperature()
    {
        Assert.Equal(TemperatureScaling.Least, Fit([2, 0, 0, 2], new TargetSet(["a", "b"], [0, 1])));
        Assert.Equal(TemperatureScaling.Least, Fit([1000, 0, 0, 1e30f], new TargetSet(["a", "b"], [0, 1])));
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused()
    {
        string Message(Action fit) => Assert.Throws<ArgumentException>(fit).Message;
        var one = new TargetSet(["a", "b"], [0]);
        Assert.Equal("row 0: the logit of 'b' is not finite.", Message(() => Fit([0, float.NaN], one)));
        Assert.Equal("no row's answer is known: there is nothing to fit a temperature to.", Message(() => Fit([0, 1], new TargetSet(["a", "b"], [-1]))));
        Assert.Equal("Identity outputs have no temperature; those of softmax and sigmoid do.", Message(() => Fit([0, 1], one, OutputActivation.Identity)));
        Assert.Equal(
            "logits: expected 1 × 2 as the targets have, got 2 × 2.", Message(() => TemperatureScaling.Fit(new([0, 1, 2, 3], 2, 2), one, OutputActivation.Softmax)));
    }
}
