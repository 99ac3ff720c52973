namespace Surprisal.Losses;

/// <summary>How the losses of a batch become one number, and so what the gradient is the gradient of.</summary>
public enum Reduction
{
    /// <summary>The sum divided by what counts: rows, their class weights, or logits. As in PyTorch.</summary>
    Mean,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The sum divided by the number of rows, also for losses whose mean is over the logits: what the Kullback-Leibler divergence of distributions means.</summary>
    BatchMean,
}
