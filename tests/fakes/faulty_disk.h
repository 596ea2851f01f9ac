#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/files.h"

/// The real disk, whose power goes after so many operations: everything after it fails, and what had not been
/// waited for is lost, as `loss` says. Reads that fail are asked for by name.
class FaultyDisk : public base::Files {
public:
    /// What a power cut takes. A disk may keep any part of what was not synced; these are the ends of it.
    enum class Loss {
        nothing,     // all operations before the cut count, and a write that is cut is left torn
        bytes,       // files have their new names, but only the bytes that were synced
        everything,  // names as well: files that were made, renamed or removed since their folder was synced
    };
    explicit FaultyDisk(int steps = kNoCut, Loss what = Loss::nothing) : steps_left(steps), loss(what) {}
    static constexpr int kNoCut = 1'000'000;

    int steps_left;
    Loss loss;
    int steps_done = 0;
    bool is_full = false;               // nothing can be written, but removed and renamed
    std::optional<std::uint64_t> room;  // bytes that can still be written; nothing: as the real disk has it
    std::set<std::string> forgetful;    // names of files whose middle is zeros once they are synced
    std::map<std::string, int> reads;   // how often each name was read
    bool is_off = false;                // a step has failed for want of power
    std::set<std::string> unreadable;   // names of files that the disk cannot read any more

    /// Now, if it has not gone yet.
    void cut_power();
    /// The power is back: the disk is as the cut left it.
    void restore_power() {
        is_off = false;
        steps_left = kNoCut;
    }

    base::Status read_pieces(const std::filesystem::path& file, const TakePiece& take) override;
    base::Result<std::optional<base::FileFacts>> look(const std::filesystem::path& path) override {
        return disk_.look(path);
    }
    base::Result<std::vector<std::string>> list(const std::filesystem::path& folder) override {
        return disk_.list(folder);
    }
    base::Result<std::uint64_t> free_bytes(const std::filesystem::path& folder) override {
        return room ? *room : disk_.free_bytes(folder);
    }
    base::Status write_synced(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status append(const std::filesystem::path& file, std::string_view bytes) override;
    base::Status sync_file(const std::filesystem::path& file) override;
    base::Status rename(const std::filesystem::path& from, const std::filesystem::path& to) override;
    base::Status remove(const std::filesystem::path& file) override;
    base::Status make_folder(const std::filesystem::path& folder) override;
    base::Status sync_folder(const std::filesystem::path& folder) override;

private:
    using Content = std::optional<std::string>;  // nothing: there is no such file
    struct Known {
        Content durable;      // what is under this name after a cut that takes everything
        Content synced;       // of the bytes that are under it now, those that cannot be lost
        bool is_new = false;  // the name is not on the disk yet
    };
    /// At the cut: `leave_torn` does a part of the operation that is cut.
    [[nodiscard]] bool has_power(const std::function<void()>& leave_torn);
    /// What is known of a name, from its first use on: what lies there then is on the disk.
    Known& known(const std::filesystem::path& file);
    void lose();
    /// Whether there is room for a file that has so many bytes now and will have others; takes it.
    [[nodiscard]] bool takes(std::uint64_t before, std::uint64_t after);
    base::Disk disk_;
    std::map<std::filesystem::path, Known> known_;
};

/// For tests that cut the power everywhere.
constexpr FaultyDisk::Loss kLosses[] = {FaultyDisk::Loss::nothing, FaultyDisk::Loss::bytes,
                                        FaultyDisk::Loss::everything};
