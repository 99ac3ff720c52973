namespace Surprisal.Tests;

public sealed class AtomicFileTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    static void WriteText(string path, string text) => AtomicFile.Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_file_is_made_and_replaced_and_nothing_else_stays()
    {
        WriteText(_folder["m"], "first, and longer");
        WriteText(_folder["m"], "second");
        Assert.Equal("second", File.ReadAllText(_folder["m"]));
        Assert.Equal(["m"], _folder.Names);
    }

    // /dev/full refuses every byte with the kernel's own ENOSPC: what a full disk says in the middle of a large file.
    [Fact]
    public void A_full_disk_leaves_the_old_file_and_says_why()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a disk that is always full");
        File.WriteAllText(_folder["m"], "old");
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["m"], stream =>
        {
            stream.Write(new byte[100_000]);
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[100_000]);
        }));
        Assert.Equal($"{_folder["m"]}: could not be written: No space left on device; the old file is unchanged", error.Message);
        Assert.Equal("old", File.ReadAllText(_folder["m"]));
        Assert.Equal(["m"], _folder.Names);
    }

    [Fact]
    public void Where_there_was_no_file_none_is_left_and_none_is_spoken_of()
    {
        var error = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["m"], _ => throw new IOException("Disk on fire : '/x/y'")));
        Assert.Equal($"{_folder["m"]}: could not be written: Disk on fire", error.Message);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void What_the_writer_throws_comes_out_as_it_is()
    {
        File.WriteAllText(_folder["m"], "old");
        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(_folder["m"], stream =>
        {
            stream.Write(new byte[100_000]);
            throw new OperationCanceledException();
        }));
        Assert.Equal("old", File.ReadAllText(_folder["m"]));
        Assert.Equal(["m"], _folder.Names);
    }

    [Fact]
    public void A_folder_that_is_not_there_and_one_in_the_file_s_place_are_named()
    {
        string missing = Path.Combine(_folder["no"], "m");
        Assert.Equal($"{missing}: could not be written: its folder does not exist", Assert.Throws<IOException>(() => WriteText(missing, "x")).Message);
        Directory.CreateDirectory(_folder["folder"]);
        Assert.Equal($"{_folder["folder"]}: could not be written: it is a folder", Assert.Throws<IOException>(() => WriteText(_folder["folder"], "x")).Message);
    }

    [Fact]
    public void A_symbolic_link_stays_one_and_its_file_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "making links needs a privilege on Windows");
        Directory.CreateDirectory(_folder["inner"]);
        string real = Path.Combine(_folder["inner"], "real");
        File.WriteAllText(real, "old");
        File.CreateSymbolicLink(_folder["near"], "inner/real");
        File.CreateSymbolicLink(_folder["far"], "near");
        WriteText(_folder["far"], "new");
        Assert.Equal("new", File.ReadAllText(real));
        Assert.Equal("near", new FileInfo(_folder["far"]).LinkTarget);
        Assert.Equal(["far", "inner", "near"], _folder.Names);
        File.Delete(real);
        WriteText(_folder["near"], "made");
        Assert.Equal("made", File.ReadAllText(real));
    }

    [Fact]
    public void The_old_file_s_mode_is_kept_whatever_the_umask()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        if (OperatingSystem.IsWindows()) return;
        const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        File.WriteAllText(_folder["m"], "old");
        File.SetUnixFileMode(_folder["m"], Mode);
        WriteText(_folder["m"], "new");
        Assert.Equal(Mode, File.GetUnixFileMode(_folder["m"]));
    }

    [Fact]
    public void A_device_is_written_to_and_never_replaced()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "only Linux has a disk that is always full");
        WriteText("/dev/null", "gone");
        Assert.Equal("/dev/full: could not be written: No space left on device", Assert.Throws<IOException>(() => WriteText("/dev/full", "x")).Message);
        Assert.Empty(Directory.GetFiles("/dev", ".surprisal-*"));
        using var device = File.OpenRead("/dev/full");
        Assert.Equal(0, device.ReadByte());
    }
}
