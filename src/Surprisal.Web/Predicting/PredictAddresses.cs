using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Surprisal.Data;

namespace Surprisal.Web;

/// <summary>Prediction: the page, and its result alone.</summary>
static class PredictAddresses
{
    public static void Map(IEndpointRouteBuilder site)
    {
        site.MapGet("/predict", (HttpRequest request, ModelChoices models) =>
        {
            var all = models.All();
            var fields = new Fields(request.Query);
            string key = fields.Text("model", all.Count > 0 ? all[0].Key : "");
            var (form, problem) = key.Length == 0 ? default : Ask(models, key, fields);
            // What cannot be read leaves the form as an average row, so that it can be mended.
            if (problem is not null) form = Ask(models, key, new([])).Form;
            return new RazorComponentResult<PredictPage>(new { Models = all, Key = key, Form = form, Problem = problem }) { StatusCode = problem is null ? 200 : 400 };
        });
        site.MapGet("/predict/result", (HttpRequest request, ModelChoices models) =>
        {
            var fields = new Fields(request.Query);
            var (form, problem) = Ask(models, fields.Text("model", ""), fields);
            return new RazorComponentResult<PredictResult>(new { Form = form, Problem = problem }) { StatusCode = problem is null ? 200 : 400 };
        });
    }

    static (PredictForm? Form, string? Problem) Ask(ModelChoices models, string key, Fields fields)
    {
        try
        {
            return (models.With(key, model => PredictForm.Of(model, fields)), null);
        }
        catch (Exception e) when (e is DataException or ModelFileException or InputException)
        {
            return (null, e.Message);
        }
    }
}
