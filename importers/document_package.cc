#include "importers/document_package.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

#include <fmt/format.h>
#include <zip.h>

#include "core/error.h"
#include "importers/byte_source.h"
#include "importers/encoding.h"
#include "importers/markup_tokens.h"
#include "importers/text_document.h"

namespace diglot {
namespace {

struct DiscardArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Archive = std::unique_ptr<zip_t, DiscardArchive>;

struct CloseMember {
    void operator()(zip_file_t* member) const { zip_fclose(member); }
};

struct FreeSource {
    void operator()(zip_source_t* source) const { zip_source_free(source); }
};
using Source = std::unique_ptr<zip_source_t, FreeSource>;

/// An archive on a source, of which `keep` keeps a reference; null if it is none.
Archive open_archive(zip_source_t* source, Source* keep = nullptr) {
    if (source == nullptr) return nullptr;
    if (keep != nullptr) {
        zip_source_keep(source);
        keep->reset(source);
    }
    zip_error_t error;
    zip_error_init(&error);
    Archive archive(zip_open_from_source(source, 0, &error));
    if (!archive) zip_source_free(source);
    zip_error_fini(&error);
    return archive;
}

/// To read only; `bytes` must outlive it.
Archive open_archive(const std::string& bytes) {
    return open_archive(zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr));
}

/// To write: libzip gets a copy, because it frees the bytes that the new archive begins with.
Archive open_copy(const std::string& bytes, Source& written) {
    void* copy = std::malloc(bytes.size());
    if (copy == nullptr) throw std::bad_alloc();
    std::memcpy(copy, bytes.data(), bytes.size());
    return open_archive(zip_source_buffer_create(copy, bytes.size(), 1, nullptr), &written);
}

/// All bytes of a source that an archive was written to.
std::string read_source(zip_source_t* source) {
    std::string out;
    zip_stat_t info;
    if (zip_source_stat(source, &info) == 0 && zip_source_open(source) == 0) {
        out.resize(info.size);
        const zip_int64_t got = zip_source_read(source, out.data(), out.size());
        zip_source_close(source);
        if (got == static_cast<zip_int64_t>(out.size())) return out;
    }
    throw IoError("the document cannot be packed");
}

}  // namespace

Result<Package> Package::open(std::string bytes, const std::string& file,
                              std::uint64_t most_bytes) {
    Package package;
    package.bytes_ = std::move(bytes);
    package.file_ = file;
    package.left_ = most_bytes;
    const Archive archive = open_archive(package.bytes_);
    if (!archive)
        return document_error("document.damaged", "the archive's directory cannot be read", file);
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* name = zip_get_name(archive.get(), static_cast<zip_uint64_t>(i), 0);
        if (name != nullptr) package.names_.emplace_back(name);
    }
    return package;
}

bool Package::has(const std::string& name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
}

Result<std::string> Package::part(const std::string& name) {
    const auto fail = [&](const char* code, const std::string& why) {
        return document_error(code, name + ": " + why, file_);
    };
    const Archive archive = open_archive(bytes_);
    zip_stat_t info;
    if (!archive || zip_stat(archive.get(), name.c_str(), 0, &info) != 0)
        return fail("document.damaged", "the document has no such part");
    if ((info.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && info.encryption_method != ZIP_EM_NONE)
        return fail("document.protected", "the part is protected with a password");
    const std::unique_ptr<zip_file_t, CloseMember> member(
        zip_fopen(archive.get(), name.c_str(), 0));
    if (!member) return fail("document.damaged", "the part cannot be unpacked");
    std::string out;
    zip_int64_t got = 1;
    while (got > 0) {
        const std::size_t size = out.size();
        out.resize(size + (1u << 18));
        got = zip_fread(member.get(), out.data() + size, 1u << 18);
        if (got < 0) return fail("document.damaged", zip_file_strerror(member.get()));
        out.resize(size + static_cast<std::size_t>(got));
        if (out.size() > left_)
            return fail("document.too-large", "unpacked, the document is larger than the limit");
    }
    left_ -= out.size();
    return out;
}

Result<std::string> Package::xml_part(const std::string& name) {
    Result<std::string> raw = part(name);
    if (!raw) return raw;
    const EncodingGuess encoding = guess_encoding(std::string_view(*raw).substr(0, 4096));
    if (encoding.name != "UTF-8" || encoding.bom_size > 0) {
        // Rare: such a part is written again as UTF-8, so that its declaration must go.
        Result<DecodedText> text = decode_text(std::move(raw).value(), file_, {});
        if (!text) return text.error();
        std::string out = std::move(text.value().text);
        if (out.starts_with("<?xml")) out.erase(0, out.find("?>") + 2);
        raw = std::move(out);
    }
    std::size_t at = 0;
    const std::string fault = xml_fault(*raw, at);
    if (fault.empty()) return raw;
    const std::string_view before = std::string_view(*raw).substr(0, at);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    return document_error(
        "document.damaged",
        fmt::format("{}:{}:{}: {}", name, line, before.size() - before.rfind('\n'), fault), file_);
}

std::string Package::with_parts(const std::map<std::string, std::string>& parts) const {
    if (parts.empty()) return bytes_;
    Source written;
    Archive archive = open_copy(bytes_, written);
    if (!archive) throw IoError("the document cannot be packed");
    for (const auto& [name, bytes] : parts) {
        zip_stat_t info;
        if (zip_stat(archive.get(), name.c_str(), 0, &info) != 0)
            throw IoError(name + " cannot be packed");
        zip_source_t* source = zip_source_buffer(archive.get(), bytes.data(), bytes.size(), 0);
        if (source == nullptr || zip_file_replace(archive.get(), info.index, source, 0) != 0) {
            zip_source_free(source);
            throw IoError(name + " cannot be packed: " + zip_strerror(archive.get()));
        }
        zip_set_file_compression(archive.get(), info.index, ZIP_CM_DEFLATE, 0);
        zip_file_set_mtime(archive.get(), info.index, info.mtime, 0);
    }
    if (zip_close(archive.get()) != 0)
        throw IoError(std::string("the document cannot be packed: ") + zip_strerror(archive.get()));
    static_cast<void>(archive.release());  // Closed.
    return read_source(written.get());
}

PackageDocument::PackageDocument(DocumentFormat format, Package package, WriterOf make_writer)
    : Document(format, "UTF-8"),
      package_(std::move(package)),
      make_writer_(std::move(make_writer)) {}

void PackageDocument::add_part(std::string name, std::string source,
                               std::vector<DocumentBlock> blocks, std::vector<BlockPlace> places) {
    PackagePart part{std::move(name), Skeleton(std::move(source))};
    part.skeleton.set_blocks(blocks, std::move(places));
    for (DocumentBlock& block : blocks) {
        block.part = part.name;
        blocks_.push_back(std::move(block));
    }
    parts_.push_back(std::move(part));
}

void PackageDocument::set_styles(std::string name, std::string source) {
    styles_ = {std::move(name), std::move(source)};
}

void PackageDocument::say_languages(std::map<std::string, std::string>& changed) const {
    if (!styles_.first.empty()) changed.try_emplace(styles_.first, styles_.second);
    for (auto& [name, source] : changed) {
        source = format() == DocumentFormat::kDocx ? with_docx_language(source, *languages_)
                                                   : with_odt_language(source, *languages_);
    }
    const auto styles = changed.find(styles_.first);
    if (styles != changed.end() && styles->second == styles_.second) changed.erase(styles);
}

std::string PackageDocument::render(const std::vector<std::vector<Markup>>& contents,
                                    std::vector<Loss>& losses) const {
    if (contents.size() != blocks_.size())
        throw std::logic_error("Document: not one content for each block");
    LossCounter counter;
    std::map<std::string, std::string> changed;
    std::size_t first = 0;
    for (const PackagePart& part : parts_) {
        bool is_changed = false;
        std::string source =
            part.skeleton.render(blocks_.data() + first, contents.data() + first,
                                 *make_writer_(part.skeleton.source()), counter, is_changed);
        if (is_changed) changed[part.name] = std::move(source);
        first += part.skeleton.size();
    }
    if (languages_ && !changed.empty()) say_languages(changed);
    losses = counter.take();
    return package_.with_parts(changed);
}

}  // namespace diglot
