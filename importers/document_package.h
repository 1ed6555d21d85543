// Zipped documents: parts out of the archive, and the archive with other parts in their place.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "importers/document_skeleton.h"

namespace diglot {

/// An archive in memory.
class Package {
public:
    /// At most `most_bytes` are unpacked in all. Error: document.damaged.
    static Result<Package> open(std::string bytes, const std::string& file,
                                std::uint64_t most_bytes);

    const std::string& file() const { return file_; }
    const std::string& bytes() const { return bytes_; }
    const std::vector<std::string>& names() const { return names_; }
    bool has(const std::string& name) const;
    /// A part unpacked. Errors: document.damaged, document.protected, document.too-large.
    Result<std::string> part(const std::string& name);
    /// The same for XML in UTF-8 that is well-formed. Error: document.damaged, with the place.
    Result<std::string> xml_part(const std::string& name);
    /// The archive with other bytes in some parts; all others keep theirs, packed as they are.
    /// Throws IoError.
    std::string with_parts(const std::map<std::string, std::string>& parts) const;

private:
    std::string bytes_;
    std::string file_;
    std::vector<std::string> names_;
    std::uint64_t left_ = 0;  ///< Bytes that may still be unpacked.
};

/// A part that has blocks.
struct PackagePart {
    std::string name;
    Skeleton skeleton;
};

/// Blocks in parts of XML.
class PackageDocument : public Document {
public:
    /// `make_writer` makes what writes the blocks of a part.
    using WriterOf = std::function<std::unique_ptr<BlockWriter>(const std::string& source)>;
    PackageDocument(DocumentFormat format, Package package, WriterOf make_writer);

    /// Puts a part's blocks behind those added before.
    void add_part(std::string name, std::string source, std::vector<DocumentBlock> blocks,
                  std::vector<BlockPlace> places);
    /// The part that says what language the document is in.
    void set_styles(std::string name, std::string source);
    std::string render(const std::vector<std::vector<Markup>>& contents,
                       std::vector<Loss>& losses) const override;

private:
    void say_languages(std::map<std::string, std::string>& changed) const;

    Package package_;
    WriterOf make_writer_;
    std::vector<PackagePart> parts_;
    std::pair<std::string, std::string> styles_;  ///< Name and source; empty if there are none.
};

/// Errors as read_document() has them.
Result<std::unique_ptr<Document>> read_docx(Package package);
Result<std::unique_ptr<Document>> read_odt(Package package);

}  // namespace diglot
