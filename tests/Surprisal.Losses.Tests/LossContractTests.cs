using System.Reflection;
using Surprisal.Numerics;

namespace Surprisal.Losses.Tests;

/// <summary>What every loss must satisfy, run over the whole catalog.</summary>
public class LossContractTests
{
    [Fact]
    public void Every_loss_in_the_catalog_has_a_case() =>
        Assert.Equal(LossCatalog.All.Select(d => d.Info.Name), LossCase.All.Select(c => c.Name.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_formula_inlines_into_its_kernel() // without the attribute a build without profile data leaves one call per register
    {
        var formulas = typeof(Loss).Assembly.GetTypes().Where(t => t.IsValueType && t.GetProperty("Info", BindingFlags.Public | BindingFlags.Static) is not null).ToArray();
        Assert.Equal(LossCatalog.All.Count, formulas.Length);
        Assert.All(formulas.SelectMany(t => t.GetMethods().Where(m => m.Name == "At")),
            m => Assert.True(m.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining), m.DeclaringType!.Name));
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void Value_matches_the_example_worked_by_hand(string name)
    {
        var c = LossCase.Of(name);
        AssertClose.Equal(c.ByHand, Rows.Evaluate(c.Loss, [c.Logits], [c.Answer]).Value);
        AssertClose.EqualDoubles(c.ByHand, Rows.EvaluateDoubles(c.Loss, [c.Logits], [c.Answer]).Value);
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void Value_is_the_textbook_formula_and_gradient_its_slope(string name)
    {
        var c = LossCase.Of(name);
        foreach (var (z, answer) in c.Inputs(60))
        {
            var single = Rows.Evaluate(c.Loss, [z], [answer]);
            var doubles = Rows.EvaluateDoubles(c.Loss, [z], [answer]);
            AssertClose.Equal(c.Textbook(z, answer), single.Value);
            AssertClose.EqualDoubles(c.Textbook(z, answer), doubles.Value);
            for (int k = 0; k < z.Length; k++)
            {
                const double h = 1e-5;
                double[] up = [.. z], down = [.. z];
                up[k] += h;
                down[k] -= h;
                double slope = (c.Textbook(up, answer) - c.Textbook(down, answer)) / (2 * h);
                AssertClose.Equal(slope, single.Gradient[k]);
                AssertClose.Equal(slope, doubles.Gradient[k]);
            }
        }
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void A_row_gives_the_same_bits_alone_and_in_a_batch(string name)
    {
        var c = LossCase.Of(name);
        var loss = c.Loss with { Reduction = Reduction.Sum };
        foreach (int count in (int[])[1, 2, 7, 8, 9, 15, 16, 17, 37]) // a register more or less, of every width
        {
            var inputs = c.Inputs(count).ToArray();
            var batch = Rows.Evaluate(loss, [.. inputs.Select(i => i.Logits)], [.. inputs.Select(i => i.Answer)]);
            int columns = c.Logits.Length, losses = batch.Losses.Length / count;
            for (int row = 0; row < count; row++)
            {
                var alone = Rows.Evaluate(loss, [inputs[row].Logits], [inputs[row].Answer]);
                Assert.Equal(alone.Gradient, batch.Gradient[(row * columns)..((row + 1) * columns)]);
                Assert.Equal(alone.Losses, batch.Losses[(row * losses)..((row + 1) * losses)]);
            }
        }
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void The_value_does_not_depend_on_what_else_is_asked_for(string name)
    {
        var c = LossCase.Of(name);
        var inputs = c.Inputs(37).ToArray();
        double[][] logits = [.. inputs.Select(i => i.Logits)];
        Answer[] answers = [.. inputs.Select(i => i.Answer)];
        double with = Rows.Evaluate(c.Loss, logits, answers).Value;
        Assert.Equal(with, Rows.Evaluate(c.Loss, logits, answers, gradient: false).Value);
        Assert.Equal(Rows.EvaluateDoubles(c.Loss, logits, answers).Value, Rows.EvaluateDoubles(c.Loss, logits, answers, gradient: false).Value);
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void The_gradient_may_take_the_place_of_the_logits(string name)
    {
        var c = LossCase.Of(name);
        var inputs = c.Inputs(37).ToArray();
        Answer[] answers = [.. inputs.Select(i => i.Answer)];
        int columns = c.Logits.Length;
        float[] z = [.. inputs.SelectMany(i => i.Logits).Select(x => (float)x)];
        z[columns] = 400; // one row that is hopeless for its answer, or sure of it
        var apart = Rows.Evaluate(c.Loss, [.. z.Chunk(columns).Select(r => r.Select(x => (double)x).ToArray())], answers);
        Assert.Equal(apart.Value, Rows.InPlace(c.Loss, z, columns, answers));
        Assert.Equal(apart.Gradient, z);
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void The_result_does_not_depend_on_the_number_of_threads(string name)
    {
        var c = LossCase.Of(name);
        var inputs = c.Inputs(30_000 / c.Logits.Length).ToArray();
        double[][] logits = [.. inputs.Select(i => i.Logits)];
        Answer[] answers = [.. inputs.Select(i => i.Answer)];
        var one = Rows.Evaluate(c.Loss with { Threads = 1 }, logits, answers);
        foreach (int threads in (int[])[2, 3, 7])
        {
            var several = Rows.Evaluate(c.Loss with { Threads = threads }, logits, answers);
            Assert.Equal(one.Value, several.Value);
            Assert.Equal(one.Gradient, several.Gradient);
            Assert.Equal(one.Losses, several.Losses);
        }
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void Huge_finite_logits_give_finite_results(string name)
    {
        var c = LossCase.Of(name);
        double largest = c.Loss.Info.Name switch { "mse" or "squared-hinge" => 1e18, "cubed-hinge" => 1e12, _ => 1e30 }; // their powers are the loss
        foreach (double z in (double[])[-largest, -1e4, -100, 100, 1e4, largest])
        {
            double[] row = [.. c.Logits];
            row[0] = z;
            var (value, gradient, _) = Rows.Evaluate(c.Loss, [row], [c.Answer]);
            Assert.True(double.IsFinite(value) && gradient.All(float.IsFinite), $"z = {z}: ℓ = {value}, ∂ = {string.Join(' ', gradient)}");
        }
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void Slopes_written_by_hand_are_the_derivative_by_dual_numbers(string name)
    {
        var c = LossCase.Of(name);
        foreach (var (z, answer) in c.Inputs(40))
            Assert.InRange(c.Loss.SlopeError(z, answer.Values is { } v ? v : new[] { answer.Class }), 0, 1e-12);
    }

    [Theory, MemberData(nameof(LossCase.Names), MemberType = typeof(LossCase))]
    public void The_explanation_arrives_at_the_loss_and_gradient_of_the_kernel(string name)
    {
        var c = LossCase.Of(name);
        var loss = c.Loss with { Reduction = Reduction.Sum };
        foreach (var (z, answer) in c.Inputs(20))
        {
            var told = loss.Explain(z, answer.Values is { } v ? v : new[] { answer.Class });
            var kernel = Rows.EvaluateDoubles(loss, [z], [answer]);
            Assert.Equal((kernel.Value, kernel.Value), (told.Steps.Single(s => s.Text == "ℓ").Value, told.Value));
            Assert.Equal(kernel.Gradient, told.Classes.Select(c => c.Gradient));
        }
    }

    [Fact]
    public void A_wrong_slope_does_not_pass_the_gradient_check() =>
        Assert.InRange(Loss.Of(new WrongSlope()).SlopeError([2.0], new double[] { 1 }), 0.9, 1.1);

    readonly record struct WrongSlope : IPointwiseFormula<WrongSlope>
    {
        public static LossInfo Info { get; } = Loss.Mse.Info with { Name = "wrong" };

        public LossAt<V> At<V>(V logit, V target)
            where V : struct, ILane<V>
            => new((logit - target) * (logit - target), logit - target);
    }
}
