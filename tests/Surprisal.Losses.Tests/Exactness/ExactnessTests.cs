using Surprisal.Numerics;

namespace Surprisal.Losses.Tests.Exactness;

/// <summary>Losses and gradients of whole batches against an oracle of 32 digits, on rows that are hard to get right.</summary>
public class ExactnessTests
{
    /// <summary>Regimes: one class, two, fewer than a register, as many, one more, several registers; and how many rows of a hundred thousand each has.</summary>
    static readonly (int Columns, int Rows)[] s_shapes = [(1, 4000), (2, 30_000), (3, 25_000), (7, 14_000), (10, 17_000), (17, 6000), (33, 3500), (100, 600), (1000, 72)];

    public static TheoryData<string> Cases => [.. ExactCase.All.Select(c => c.Name)];

    [Fact]
    public void Every_loss_of_the_catalog_has_an_oracle() =>
        Assert.Equal(LossCatalog.All.Select(d => d.Info.Name), Oracle.All.Keys.Intersect(LossCatalog.All.Select(d => d.Info.Name)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_table_of_worst_cases_tells_of_existing_cases_only() =>
        Assert.Empty(WorstCases.Names.Except(ExactCase.All.Select(c => c.Name)));

    [Theory, MemberData(nameof(Cases))]
    public void Float32_losses_are_within_2_ulp_and_slopes_within_4(string name)
    {
        var worst = Measurement.OfFloats();
        var exactCase = Of(name);
        foreach (var (columns, rows) in s_shapes)
        {
            var batch = Batch(exactCase, columns, exactCase.IsCommon ? rows : rows / 3 + 1, single: true);
            float[] logits = Flat(batch, r => r.Logits), values = Flat(batch, r => r.Values ?? []);
            var (losses, gradient) = (new float[exactCase.Loss(columns).LossCount(batch.Count, columns)], new float[logits.Length]);
            Targets<float> targets = batch[0].Values is null ? Classes(batch) : values;
            exactCase.Loss(columns).EvaluateEach(logits.AsMatrix(columns), targets, losses, gradient.AsMatrix(columns));
            Compare(exactCase, batch, losses, gradient, worst);
        }
        Assert.True(worst.Loss <= 2, $"{name}: {worst.WorstLoss}");
        Assert.True(worst.Gradient <= 4, $"{name}: {worst.WorstGradient}");
        WorstCases.AssertNoWorse(name, worst);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Float64_losses_and_slopes_have_13_digits(string name)
    {
        var worst = Measurement.OfDoubles();
        var exactCase = Of(name);
        foreach (var (columns, rows) in s_shapes)
        {
            var batch = Batch(exactCase, columns, rows / 30 + 1, single: false);
            double[] logits = [.. batch.SelectMany(r => r.Logits)], values = [.. batch.SelectMany(r => r.Values ?? [])];
            var (losses, gradient) = (new double[exactCase.Loss(columns).LossCount(batch.Count, columns)], new double[logits.Length]);
            Targets<double> targets = batch[0].Values is null ? Classes(batch) : values;
            exactCase.Loss(columns).EvaluateEach(logits.AsMatrix(columns), targets, losses, gradient.AsMatrix(columns));
            Compare(exactCase, batch, losses, gradient, worst);
        }
        Assert.True(worst.Loss <= 1, $"{name}: {worst.WorstLoss}");
        Assert.True(worst.Gradient <= 1, $"{name}: {worst.WorstGradient}");
    }

    static ExactCase Of(string name) => ExactCase.All.Single(c => c.Name == name);

    static List<AdversarialRow> Batch(ExactCase exactCase, int columns, int count, bool single)
    {
        var rows = new AdversarialRows(exactCase.Oracle.Kinds, exactCase.Soft, seed: columns, single);
        var options = exactCase.Options(columns);
        List<AdversarialRow> batch = [];
        for (int tries = 0; batch.Count < count && tries < 4 * count; tries++)
        {
            var row = rows.Next(columns);
            if (exactCase.Oracle.Admits?.Invoke(new(row.Logits, row.Class, row.Values, options)) != false) batch.Add(row);
        }
        Assert.True(batch.Count > count / 4, $"{exactCase.Name}: of {4 * count} rows of {columns} columns only {batch.Count} are clear of a kink.");
        return batch;
    }

    static void Compare<T>(ExactCase exactCase, List<AdversarialRow> batch, T[] losses, T[] gradient, Measurement worst)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        int columns = batch[0].Logits.Length, each = losses.Length / batch.Count;
        var options = exactCase.Options(columns);
        for (int i = 0; i < batch.Count; i++)
        {
            var row = batch[i];
            var oracleRow = new OracleRow(row.Logits, row.Class, row.Values, options);
            var exact = exactCase.Oracle.Evaluate(oracleRow);
            worst.Add<T>(row, losses.AsSpan(i * each, each), gradient.AsSpan(i * columns, columns), exact,
                (exactCase.Oracle.SlopeParts(oracleRow), exactCase.Oracle.LossParts(oracleRow, exact)));
        }
    }

    static float[] Flat(List<AdversarialRow> batch, Func<AdversarialRow, double[]> part) => [.. batch.SelectMany(part).Select(x => (float)x)];

    static int[] Classes(List<AdversarialRow> batch) => [.. batch.Select(r => r.Class)];
}
