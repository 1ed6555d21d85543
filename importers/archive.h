// A .zip: what is in it, each member read as a stream.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "importers/byte_source.h"

namespace diglot {

class UnpackedFile;

/// Whether a file that begins like this is a .zip.
bool looks_like_zip(std::string_view first_bytes);

/// Whether the file starts like a .zip; not for what is no regular file. Throws IoError.
bool is_zip(const std::string& path);

/// An archive whose list of members was read. Members may be read from several threads at once.
class Archive : public std::enable_shared_from_this<Archive> {
public:
    struct Member {
        std::string name;  ///< In UTF-8; control characters are "?".
        std::uint64_t index = 0;
    };

    /// `file` is what diagnostics name. Error: archive.damaged, also for members that overlap (what
    /// comes out is then never more than 1032 times the file, as deflate has it). Throws IoError.
    static Result<std::shared_ptr<Archive>> open(const std::string& path, const std::string& file);
    /// An archive that is in another one: unpacked into a temporary file, which goes with it, of
    /// `most_bytes` at most. Errors: archive.damaged, archive.too-large. Throws IoError.
    static Result<std::shared_ptr<Archive>> unpack(ByteSource& bytes, const std::string& file,
                                                   std::uint64_t most_bytes);
    ~Archive();
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    /// In the archive's order, folders left out; two may have one name.
    const std::vector<Member>& members() const { return members_; }
    /// Of the archive itself.
    std::uint64_t size_bytes() const { return size_; }
    /// The first member of that name.
    std::optional<std::size_t> find(std::string_view name) const;
    bool has(std::string_view name) const { return find(name).has_value(); }
    /// Member number `at` as it was packed, which may be a .gz. Errors: archive.protected (by a
    /// password), archive.method, archive.damaged.
    Result<std::unique_ptr<ByteSource>> open_member(std::size_t at) const;

private:
    class MemberSource;
    struct Handle;
    Archive(std::string path, std::string file);
    std::optional<Diagnostic> read_members();
    std::unique_ptr<Handle> take_handle() const;
    void give_back(std::unique_ptr<Handle> handle) const;
    Diagnostic damaged(const std::string& why) const;

    std::string path_;
    std::string file_;
    std::shared_ptr<const UnpackedFile> unpacked_;
    std::uint64_t size_ = 0;
    std::vector<Member> members_;
    /// Not in use; libzip's own are for one thread.
    mutable std::mutex mutex_;
    mutable std::vector<std::unique_ptr<Handle>> idle_;
};

}  // namespace diglot
