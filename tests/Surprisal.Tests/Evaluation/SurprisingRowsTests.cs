using Surprisal.Data;

namespace Surprisal.Tests;

/// <summary>The rows that a classifier expected least come first, as the file has them.</summary>
public sealed class SurprisingRowsTests
{
    static (Classifier Classifier, DataTable Table) Iris()
    {
        using var source = EmbeddedData.Open("iris");
        return (Trainer.Fit(TestData.Iris()).Classifier, source.ReadAll());
    }

    [Fact]
    public void They_are_those_of_the_least_probable_truth_whatever_the_batches()
    {
        var (classifier, table) = Iris();
        var predictions = classifier.Predict(table);
        // −log of the probability itself: the logits are not asked.
        double[] surprisal = [.. Enumerable.Range(0, 150).Select(row => -Math.Log(predictions.Probabilities[row][classifier.ClassNames.ToList().IndexOf(table.Get("species")[row])]))];
        int[] expected = [.. Enumerable.Range(0, 150).OrderByDescending(row => surprisal[row]).Take(5)];

        var rows = new SurprisingRows(classifier, most: 5);
        foreach (int[] part in Enumerable.Range(0, 150).Chunk(7))
        {
            var cut = table.SelectRows(part);
            var examples = classifier.Encoder.Encode(cut, Truth.Required);
            rows.Add(new(examples, classifier.Predict(examples), cut));
        }

        Assert.Equal(expected.Select(table.Place), rows.Rows.Select(row => row.Place));
        Assert.Equal(expected.Select(row => table.Get("species")[row]), rows.Rows.Select(row => row.Truth));
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(surprisal[expected[i]], rows.Rows[i].Surprisal, 1e-5);
            Assert.Equal(table.Columns.Where(c => c.Name != "species").Select(c => (c.Name, c[expected[i]])), rows.Rows[i].Cells);
            Assert.Equal(predictions.Probabilities[expected[i]].ToArray().Max(), rows.Rows[i].Confidence!.Value, 1e-6);
        }
    }

    [Fact]
    public void Evaluating_a_source_and_examples_shows_the_same_rows()
    {
        var (classifier, table) = Iris();
        SurprisingRows streamed = new(classifier, 3), whole = new(classifier, 3);
        using var source = EmbeddedData.Open("iris");
        Evaluator.Evaluate(classifier, source, streamed.Add);
        Evaluator.Evaluate(classifier, classifier.Encoder.Encode(table, Truth.Required), whole.Add);
        Assert.Equal(streamed.Rows.Select(row => row.Place), whole.Rows.Select(row => row.Place));
        Assert.NotEmpty(streamed.Rows[0].Cells);
        Assert.Empty(whole.Rows[0].Cells); // no table came with them
    }

    [Fact]
    public void Of_equals_the_first_stay()
    {
        var (classifier, table) = Iris();
        string[] flower = [.. table.Columns.Select(column => column[100])];
        var same = DataTable.FromRows([.. table.Columns.Select(column => column.Name)], [.. Enumerable.Repeat(flower, 5)]);
        var rows = new SurprisingRows(classifier, 2);
        var examples = classifier.Encoder.Encode(same, Truth.Required);
        rows.Add(new(examples, classifier.Predict(examples), same));
        Assert.Equal(["table: row 0", "table: row 1"], rows.Rows.Select(row => row.Place));
    }

    static IReadOnlyList<SurprisingRow> Rows(Func<int, double> a, Func<int, double> b)
    {
        double[] Column(Func<int, double> value) => [.. Enumerable.Range(0, 40).Select(value)];
        var data = TrainingData.Of(DataTable.FromColumns(DataColumn.OfNumbers("a", Column(a)), DataColumn.OfNumbers("b", Column(b)), DataColumn.OfNumbers("x", Column(i => i % 7))), ["a", "b"]);
        var classifier = Trainer.Fit(data).Classifier;
        var rows = new SurprisingRows(classifier, 40);
        Evaluator.Evaluate(classifier, data.Training, rows.Add);
        return rows.Rows;
    }

    [Fact]
    public void Labels_are_joined_and_shares_are_listed()
    {
        string[] labels = ["none", "a", "b", "a|b"];
        var ofLabels = Rows(i => i % 2, i => i / 2 % 2);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => ($"table: row {i}", labels[i % 4])).Order(), ofLabels.Select(row => (row.Place, row.Truth)).Order());
        Assert.All(ofLabels, row => Assert.Null(row.Confidence));

        var ofShares = Rows(i => i % 2 == 0 ? 0.75 : 0.25, i => i % 2 == 0 ? 0.25 : 0.75);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => ($"table: row {i}", i % 2 == 0 ? "a 0.75, b 0.25" : "b 0.75, a 0.25")).Order(), ofShares.Select(row => (row.Place, row.Truth)).Order());
    }
}
