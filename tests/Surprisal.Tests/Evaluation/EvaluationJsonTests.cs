using System.Globalization;
using System.Text.Json;

namespace Surprisal.Tests;

public class EvaluationJsonTests
{
    static JsonElement Written(IEvaluation evaluation)
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            evaluation.WriteTo(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(memory.ToArray()).RootElement;
    }

    static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(property => property.Name));

    [Fact]
    public void A_single_label_evaluation_writes_every_figure_under_its_own_name()
    {
        var json = Written(EvaluationCases.SingleLabel(priors: [0.25, 0.5, 0.125, 0.125]));
        Assert.Equal(
            "rows log_loss prior_log_loss uniform_log_loss accuracy accuracy_low accuracy_high training_prior_log_loss "
            + "calibration_loss refinement_loss balanced_accuracy matthews_corrcoef top_k_accuracy roc_auc average_precision roc_auc_weighted average_precision_weighted "
            + "macro_precision macro_recall macro_f1 weighted_f1 ece ece_equal_mass ece_interval brier classes confusion calibration reliability remarks",
            Keys(json));
        Assert.Equal(10, json.GetProperty("rows").GetInt64());
        Near.Equal(1.1269994877477827, json.GetProperty("log_loss").GetDouble());
        Near.Equal(1.0549201679861442, json.GetProperty("prior_log_loss").GetDouble());
        Near.Equal(0.225, json.GetProperty("macro_precision").GetDouble());
        Near.Equal(0.3375, json.GetProperty("ece").GetDouble());
        Assert.Equal("""{"name":"b","support":4,"precision":0.5,"recall":0.5,"f1":0.5}""", json.GetProperty("classes")[1].GetRawText());
        Assert.Equal("[[2,1,0,1],[2,2,0,0],[1,1,0,0],[0,0,0,0]]", json.GetProperty("confusion").GetRawText());
        Assert.Equal("""{"2":0.9,"3":0.9}""", json.GetProperty("top_k_accuracy").GetRawText());
        Assert.Equal("""{"count":1,"confidence":0.25,"accuracy":0}""", json.GetProperty("reliability")[0].GetRawText());
        Assert.Equal(2, json.GetProperty("ece_interval").GetArrayLength());
        Assert.Equal(15, json.GetProperty("calibration").GetArrayLength());
        Assert.Equal("""{"count":3,"confidence":0.484375,"accuracy":0}""", json.GetProperty("calibration")[7].GetRawText());
    }

    [Fact]
    public void A_multi_label_evaluation_writes_every_figure_under_its_own_name()
    {
        var json = Written(EvaluationCases.MultiLabel());
        Assert.Equal(
            "rows log_loss prior_log_loss uniform_log_loss accuracy accuracy_low accuracy_high labels calibration_loss refinement_loss subset_accuracy label_accuracy "
            + "hamming_loss micro_f1 macro_f1 roc_auc average_precision roc_auc_micro average_precision_micro ece ece_equal_mass ece_interval brier classes calibration reliability remarks",
            Keys(json));
        Assert.Equal(3, json.GetProperty("labels").GetInt32());
        Assert.Equal(json.GetProperty("accuracy").GetDouble(), json.GetProperty("subset_accuracy").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("classes")[2].GetProperty("roc_auc").ValueKind);
        Near.Equal(1 / 6.0, json.GetProperty("hamming_loss").GetDouble());
        Assert.Equal("name prevalence support log_loss accuracy precision recall f1 roc_auc average_precision threshold", Keys(json.GetProperty("classes")[0]));
        Assert.Equal(0.75, json.GetProperty("classes")[1].GetProperty("precision").GetDouble());
    }

    [Fact]
    public void A_soft_label_evaluation_writes_every_figure_under_its_own_name()
    {
        var json = Written(EvaluationCases.SoftLabel());
        Assert.Equal(
            "rows log_loss prior_log_loss uniform_log_loss accuracy accuracy_low accuracy_high target_entropy kl_divergence brier", Keys(json));
        Near.Equal(0.051068035529250363, json.GetProperty("kl_divergence").GetDouble());
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Numbers_that_JSON_has_no_sign_for_are_strings(double figure, string expected) =>
        Assert.Equal(expected, Written(EvaluationCases.SingleLabel() with { LogLoss = figure }).GetProperty("log_loss").GetString());

    [Fact]
    public void The_reader_s_culture_does_not_show()
    {
        var before = CultureInfo.CurrentCulture;
        string expected = Written(EvaluationCases.MultiLabel()).GetRawText();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(expected, Written(EvaluationCases.MultiLabel()).GetRawText());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_matrix_that_was_not_kept_is_null() =>
        Assert.Equal(JsonValueKind.Null, Written(EvaluationCases.SingleLabel() with { Confusion = null }).GetProperty("confusion").ValueKind);
}
