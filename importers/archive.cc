#include "importers/archive.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <zip.h>

#include "core/error.h"
#include "importers/unpacked_file.h"

namespace diglot {
namespace {

struct DiscardZip {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
struct CloseMember {
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};

/// A name is shown, and nothing in it shall move a terminal's cursor.
std::string printable(std::string name) {
    for (char& c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
    return name;
}

bool is_of_the_machine(int code) {
    return code == ZIP_ER_OPEN || code == ZIP_ER_NOENT || code == ZIP_ER_MEMORY;
}

std::string reason_of(int code) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    return reason;
}

Diagnostic too_large(const std::string& file) {
    return {Severity::kError,
            "archive.too-large",
            "this archive within another one is too large to be looked into; unpack the outer one "
            "first",
            {},
            file,
            {}};
}

}  // namespace

struct Archive::Handle {
    std::unique_ptr<zip_t, DiscardZip> zip;
    int error = 0;
};

/// Progress counts unpacked bytes, as libzip does not say how many packed ones it took.
class Archive::MemberSource : public ByteSource {
public:
    MemberSource(std::shared_ptr<const Archive> archive, std::unique_ptr<Handle> handle,
                 zip_file_t* member, std::uint64_t size)
        : archive_(std::move(archive)), handle_(std::move(handle)), member_(member), total_(size) {}
    ~MemberSource() override {
        member_.reset();
        archive_->give_back(std::move(handle_));
    }
    MemberSource(const MemberSource&) = delete;
    MemberSource& operator=(const MemberSource&) = delete;

    std::size_t read(char* to, std::size_t size) override {
        if (!fault_.empty()) return 0;
        const zip_int64_t n = zip_fread(member_.get(), to, size);
        if (n < 0) {
            fault_ = "the zip data is damaged: " + std::string(zip_file_strerror(member_.get()));
            return 0;
        }
        done_ += static_cast<std::uint64_t>(n);
        return static_cast<std::size_t>(n);
    }
    std::uint64_t bytes_done() const override { return done_; }
    std::uint64_t bytes_total() const override { return total_; }
    std::string fault() const override { return fault_; }

private:
    std::shared_ptr<const Archive> archive_;
    std::unique_ptr<Handle> handle_;
    std::unique_ptr<zip_file_t, CloseMember> member_;
    std::uint64_t total_ = 0;
    std::uint64_t done_ = 0;
    std::string fault_;
};

bool looks_like_zip(std::string_view first) {
    return first.starts_with(std::string_view("PK\x03\x04", 4)) ||
           first.starts_with(std::string_view("PK\x05\x06", 4));
}

bool is_zip(const std::string& path) {
    // A pipe would lose its first bytes here, and libzip cannot read one anyway.
    std::error_code none;
    if (std::filesystem::exists(path, none) && !std::filesystem::is_regular_file(path, none))
        return false;
    std::ifstream file(path, std::ios::binary);
    std::string first(4, '\0');
    file.read(first.data(), 4);
    return file && looks_like_zip(first);
}

Archive::Archive(std::string path, std::string file)
    : path_(std::move(path)), file_(std::move(file)) {}
Archive::~Archive() = default;

Result<std::shared_ptr<Archive>> Archive::open(const std::string& path, const std::string& file) {
    std::shared_ptr<Archive> archive(new Archive(path, file));
    if (auto fault = archive->read_members()) return *fault;
    return archive;
}

Result<std::shared_ptr<Archive>> Archive::unpack(ByteSource& bytes, const std::string& file,
                                                 std::uint64_t most_bytes) {
    // What says that it is too large is not unpacked to see it.
    if (bytes.bytes_total() > most_bytes) return too_large(file);
    const auto unpacked = std::make_shared<const UnpackedFile>(bytes, most_bytes);
    std::shared_ptr<Archive> archive(new Archive(unpacked->path(), file));
    if (!bytes.fault().empty()) return archive->damaged(bytes.fault());
    if (unpacked->is_cut()) return too_large(file);
    archive->unpacked_ = unpacked;
    if (auto fault = archive->read_members()) return *fault;
    return archive;
}

Diagnostic Archive::damaged(const std::string& why) const {
    return {Severity::kError, "archive.damaged", why, {}, file_, {}};
}

std::optional<Diagnostic> Archive::read_members() {
    const std::unique_ptr<Handle> handle = take_handle();
    zip_t* zip = handle->zip.get();
    if (!zip && is_of_the_machine(handle->error))
        throw IoError("cannot read " + file_ + ": " + reason_of(handle->error));
    if (!zip && handle->error == ZIP_ER_NOZIP)
        return damaged(
            "the archive is damaged or cut short: the list of what is in it, which stands at its "
            "end, is not there");
    if (!zip) return damaged("the archive is damaged: " + reason_of(handle->error));
    size_ = std::filesystem::file_size(path_);
    std::uint64_t packed = 0;
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t info;
        if (zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &info) != 0) continue;
        if (info.valid & ZIP_STAT_COMP_SIZE) packed += info.comp_size;
        const std::string_view name = info.name ? info.name : "";
        if (name.empty() || name.ends_with('/')) continue;
        members_.push_back({printable(std::string(name)), static_cast<std::uint64_t>(i)});
        if (packed > size_)
            return damaged(
                "the archive is damaged: its members are more than fits into it, as where they "
                "overlap");
    }
    return std::nullopt;
}

std::optional<std::size_t> Archive::find(std::string_view name) const {
    const auto found = std::find_if(members_.begin(), members_.end(),
                                    [&](const Member& member) { return member.name == name; });
    if (found == members_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - members_.begin());
}

std::unique_ptr<Archive::Handle> Archive::take_handle() const {
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            std::unique_ptr<Handle> handle = std::move(idle_.back());
            idle_.pop_back();
            return handle;
        }
    }
    auto handle = std::make_unique<Handle>();
    handle->zip.reset(zip_open(path_.c_str(), ZIP_RDONLY, &handle->error));
    return handle;
}

void Archive::give_back(std::unique_ptr<Handle> handle) const {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(handle));
}

Result<std::unique_ptr<ByteSource>> Archive::open_member(std::size_t at) const {
    std::unique_ptr<Handle> handle = take_handle();
    if (!handle->zip) return damaged("the archive is damaged: " + reason_of(handle->error));
    const std::uint64_t index = members_.at(at).index;
    zip_stat_t info;
    zip_file_t* member = zip_fopen_index(handle->zip.get(), index, 0);
    if (member != nullptr && zip_stat_index(handle->zip.get(), index, 0, &info) == 0)
        return std::unique_ptr<ByteSource>(std::make_unique<MemberSource>(
            shared_from_this(), std::move(handle), member, info.size));
    const int code = zip_error_code_zip(zip_get_error(handle->zip.get()));
    const std::string why = zip_strerror(handle->zip.get());
    if (member != nullptr) zip_fclose(member);
    give_back(std::move(handle));
    if (code == ZIP_ER_NOPASSWD || code == ZIP_ER_WRONGPASSWD)
        return Diagnostic{Severity::kError,
                          "archive.protected",
                          "this is protected by a password; unpack the archive first",
                          {},
                          file_,
                          {}};
    if (code == ZIP_ER_COMPNOTSUPP || code == ZIP_ER_ENCRNOTSUPP)
        return Diagnostic{
            Severity::kError,
            "archive.method",
            "this is packed in a way that is not known here; unpack the archive first",
            {},
            file_,
            {}};
    return damaged("the zip data is damaged: " + why);
}

}  // namespace diglot
