using System.Globalization;

namespace Surprisal.Data.Tests;

public class WrittenNumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.00")]
    [InlineData("7")]
    [InlineData("10")]
    [InlineData("0.5")]
    [InlineData("0.50")]
    [InlineData("-123.456")]
    [InlineData("999999999999999")]
    [InlineData("0.00000000000001")]
    [InlineData("0.1234567890123456")]
    [InlineData("1.7976931348623157E+308")]
    [InlineData("5E-324")]
    [InlineData("9.87e-05")]
    public void A_number_and_its_text_come_back(string text)
    {
        Assert.True(WrittenNumber.TryRead(text, out double number, out byte form));
        Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)), BitConverter.DoubleToInt64Bits(number));
        Assert.Equal(text, WrittenNumber.Write(number, form, []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("+5")]
    [InlineData("007")]
    [InlineData("-00.5")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1e5")]
    [InlineData("1E400")]
    [InlineData("12345678901234567")]
    [InlineData("NaN")]
    [InlineData("٣")]
    public void What_is_no_number_or_would_be_written_otherwise_is_left_to_texts(string text) => Assert.False(WrittenNumber.TryRead(text, out _, out _));

    [Fact]
    public void Random_decimals_are_read_to_the_last_bit()
    {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++)
        {
            int digits = random.Next(1, 16);
            long whole = random.NextInt64((long)Math.Pow(10, digits));
            string text = ((decimal)(random.Next(2) == 0 ? whole : -whole) / (decimal)Math.Pow(10, random.Next(0, digits))).ToString(CultureInfo.InvariantCulture);
            Assert.True(WrittenNumber.TryRead(text, out double number, out byte form));
            Assert.Equal(double.Parse(text, CultureInfo.InvariantCulture), number);
            Assert.Equal(text, WrittenNumber.Write(number, form, []));
        }
    }
}
