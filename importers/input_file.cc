#include "importers/input_file.h"

#include <algorithm>
#include <filesystem>

#include "importers/format.h"
#include "importers/sdltm_reader.h"
#include "importers/unpacked_file.h"

namespace diglot {
namespace {

void add_members(const std::string& name, const std::shared_ptr<Archive>& archive,
                 std::vector<InputFile>& files) {
    for (std::size_t i = 0; i < archive->members().size(); ++i) {
        InputFile& file = files.emplace_back();
        file.name = name + "/" + archive->members()[i].name;
        file.archive = archive;
        file.member = i;
    }
}

/// The archive that a member is, if it is one to be looked into. What it takes is taken off `left`.
std::shared_ptr<Archive> archive_within(const InputFile& file, std::uint64_t& left) {
    const auto packed = open_input(file);
    if (!packed) return nullptr;
    PeekedSource bytes(**packed, 4);
    if (!looks_like_zip(bytes.first())) return nullptr;
    const auto archive = Archive::unpack(bytes, file.name, left);
    if (!archive || is_one_file(**archive, file.name)) return nullptr;
    left -= (*archive)->size_bytes();
    return *archive;
}

/// Two owners of a stream that is read once.
class SharedSource : public ByteSource {
public:
    explicit SharedSource(std::shared_ptr<ByteSource> bytes) : bytes_(std::move(bytes)) {}
    std::size_t read(char* to, std::size_t size) override { return bytes_->read(to, size); }
    std::uint64_t bytes_done() const override { return bytes_->bytes_done(); }
    std::uint64_t bytes_total() const override { return bytes_->bytes_total(); }
    std::string fault() const override { return bytes_->fault(); }

private:
    std::shared_ptr<ByteSource> bytes_;
};

}  // namespace

InputFile standard_input() {
    constexpr std::size_t kProbedBytes = 16;
    InputFile file;
    file.name = "stdin";
    std::shared_ptr<ByteSource> all = open_standard_input();
    // Owns what it peeks into, by way of the deleter.
    const std::shared_ptr<PeekedSource> bytes(new PeekedSource(*all, kProbedBytes),
                                              [all](PeekedSource* peeked) { delete peeked; });
    if (!looks_like_zip(bytes->first()) && !looks_like_sqlite(bytes->first())) {
        file.stream = bytes;
        return file;
    }
    const auto unpacked = std::make_shared<const UnpackedFile>(*bytes);
    file.path = unpacked->path();
    file.unpacked = unpacked;
    return file;
}

Result<std::unique_ptr<ByteSource>> open_input(const InputFile& file) {
    if (file.stream) return open_unpacked(std::make_unique<SharedSource>(file.stream));
    if (!file.archive) return open_bytes(file.path);
    Result<std::unique_ptr<ByteSource>> member = file.archive->open_member(file.member);
    if (!member) {
        Diagnostic reason = member.error();
        reason.file = file.name;
        return reason;
    }
    return open_unpacked(std::move(member).value());
}

std::optional<std::vector<InputFile>> files_in(const InputFile& file) {
    if (file.archive || file.stream || !is_zip(file.path)) return std::nullopt;
    const auto archive = Archive::open(file.path, file.name);
    if (!archive || is_one_file(**archive, file.name)) return std::nullopt;
    // Looked into through an archive of its own, so that of many archives planned to be read none
    // stays open.
    const auto looked_into = Archive::open(file.path, file.name);
    if (!looked_into) return std::nullopt;
    std::vector<InputFile> members;
    add_members(file.name, *archive, members);
    std::vector<InputFile> files;
    std::uint64_t left = kMostNestedBytes;
    for (InputFile& member : members) {
        member.unpacked = file.unpacked;
        InputFile looked_at = member;
        looked_at.archive = *looked_into;
        if (const auto within = archive_within(looked_at, left))
            add_members(member.name, within, files);
        else
            files.push_back(std::move(member));
    }
    // As paths, so that what is in one folder stands together.
    std::stable_sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) {
        return std::filesystem::path(a.name) < std::filesystem::path(b.name);
    });
    return files;
}

}  // namespace diglot
