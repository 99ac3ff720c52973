namespace Surprisal.Tests;

public class SafetensorsFuzzTests
{
    // Anything but a valid read or a ModelFileException of one line fails the test by itself.
    static bool Reads(byte[] bytes)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            SafetensorsBytes.Read(bytes);
            return true;
        }
        catch (ModelFileException error)
        {
            Assert.DoesNotContain(error.Message, char.IsControl);
            return false;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
        }
    }

    [Fact]
    public void A_file_cut_short_at_any_byte_is_refused()
    {
        byte[] whole = SafetensorsBytes.FromPython;
        for (int length = 0; length < whole.Length; length++)
            Assert.False(Reads(whole[..length]), $"{length} of {whole.Length} bytes were taken for a whole file");
        Assert.False(Reads([.. whole, 0]));
        Assert.True(Reads(whole));
    }

    [Fact]
    public void Two_thousand_flipped_bytes_give_a_file_or_a_message()
    {
        var random = new Random(20250101);
        int read = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] bytes = [.. SafetensorsBytes.FromPython];
            for (int flips = random.Next(1, 4); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)random.Next(1, 256);
            if (Reads(bytes)) read++;
        }

        // Numbers and texts may be any; places, sizes and syntax may not.
        Assert.InRange(read, 100, 1500);
    }
}
