using Surprisal.Data;

namespace Surprisal.Tests;

public class PictureAugmentationTests
{
    static readonly ExampleShape s_shape = new(1, 2, 3);
    static readonly float[] s_picture = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(false, 0, 0, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(true, 0, 0, new float[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(false, 1, 0, new float[] { 0, 0, 0, 1, 2, 3 })]
    [InlineData(false, -1, 0, new float[] { 4, 5, 6, 0, 0, 0 })]
    [InlineData(false, 0, 1, new float[] { 0, 1, 2, 0, 4, 5 })]
    [InlineData(false, 0, -2, new float[] { 3, 0, 0, 6, 0, 0 })]
    [InlineData(true, 0, 1, new float[] { 0, 3, 2, 0, 6, 5 })]
    [InlineData(true, -1, -1, new float[] { 5, 4, 0, 0, 0, 0 })]
    public void A_picture_is_mirrored_then_moved_and_what_moves_in_is_0(bool flip, int down, int right, float[] expected)
    {
        float[] result = [9, 9, 9, 9, 9, 9];
        PictureAugmentation.Copy(s_picture, s_shape, flip, down, right, result);
        Assert.Equal(expected, result);
    }

    [Fact]
    public void Channels_do_not_run_into_each_other()
    {
        float[] result = new float[12];
        PictureAugmentation.Copy([.. s_picture, .. s_picture.Select(p => 10 * p)], new ExampleShape(2, 2, 3), flip: false, 1, 0, result);
        Assert.Equal([0, 0, 0, 1, 2, 3, 0, 0, 0, 10, 20, 30], result);
    }

    [Fact]
    public void Every_shift_is_equally_likely_and_half_of_all_pictures_are_mirrored()
    {
        // A lone pixel in the middle of 9 × 9, with another to its right, tells where the picture went.
        var shape = new ExampleShape(1, 9, 9);
        float[] picture = new float[81], result = new float[81];
        (picture[40], picture[41]) = (2, 1);
        int[] places = new int[81];
        int flips = 0;
        for (ulong i = 0; i < 10_000; i++)
        {
            PictureAugmentation.Copy(picture, shape, new(Flip: true, Shift: 2), Chance.Mixed(3, i), result);
            int middle = Array.IndexOf(result, 2f);
            places[middle]++;
            if (result[middle - 1] == 1) flips++;
        }
        Assert.InRange(flips, 5000 - 200, 5000 + 200); // four standard deviations
        Assert.Equal(25, places.Count(count => count > 0));
        Assert.All(places.Where(count => count > 0), count => Assert.InRange(count, 400 - 79, 400 + 79)); // √(10,000/25·24/25) = 19.6
    }
}
