// Writes the paragraphs of a part of WordprocessingML: text and codes as runs.
#include <algorithm>

#include "importers/document_escape.h"
#include "importers/docx_parts.h"
#include "importers/element_stack.h"

namespace diglot::docx {
namespace {

class RunWriter {
public:
    RunWriter(const std::string& source, const BlockPlace& block,
              const std::function<void(Span)>& copy, std::string& out, LossCounter& losses)
        : source_(source),
          block_(block),
          copy_(copy),
          out_(out),
          losses_(losses),
          containers_(copy, losses) {}

    void text(std::string_view text) {
        if (text.empty()) return;
        start_run(properties());
        std::size_t at = 0;
        while (at < text.size()) {
            const std::string_view special = element_at(text, at);
            if (!special.empty()) {
                out_ += special;
                at += character_size(text[at]);
                continue;
            }
            std::size_t end = at;
            while (end < text.size() && element_at(text, end).empty())
                end += character_size(text[end]);
            end = std::min(end, text.size());
            out_ += "<w:t xml:space=\"preserve\">";
            append_xml_escaped(text.substr(at, end - at), 0, out_);
            out_ += "</w:t>";
            at = end;
        }
        out_ += "</w:r>";
    }

    void code(const Markup& node) {
        const FoundCode found = find_code(block_, node);
        if (!found.place) {
            losses_.add(kUnknownCode);
        } else if (!found.place->is_pair) {
            place(*found.place, found.place->open);
        } else if (found.is_close) {
            close(*found.place);
        } else {
            open(*found.place);
        }
    }

    /// Closes what the new text left open.
    void finish() {
        containers_.finish();
        while (!fields_.empty()) close(*fields_.back());
    }

private:
    static std::size_t character_size(char lead) {
        const auto c = static_cast<unsigned char>(lead);
        return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    }

    /// The element that stands for a character in a run; empty for one that is text.
    static std::string_view element_at(std::string_view text, std::size_t at) {
        const std::string_view rest = text.substr(at);
        if (rest[0] == '\t') return "<w:tab/>";
        if (rest[0] == '\n') return "<w:br/>";
        if (rest.starts_with("\u2011")) return "<w:noBreakHyphen/>";
        if (rest.starts_with("\u00AD")) return "<w:softHyphen/>";
        return {};
    }

    Span properties() const {
        if (format_) return format_->properties;
        return containers_.innermost() ? containers_.innermost()->properties : block_.properties;
    }

    void start_run(Span run_properties) {
        out_ += "<w:r>";
        out_.append(source_, run_properties.begin, run_properties.end - run_properties.begin);
    }

    /// The bytes of a code, in a run of their own where they need one.
    void place(const CodePlace& code, Span span) {
        if (code.in_run) start_run(code.properties);
        copy_(span);
        if (code.in_run) out_ += "</w:r>";
    }

    void open(const CodePlace& code) {
        if (code.is_format) {
            format_ = &code;
            return;
        }
        if (!code.in_run) return containers_.open(code);
        place(code, code.open);
        fields_.push_back(&code);
    }

    void close(const CodePlace& code) {
        if (code.is_format) {
            if (format_ == &code) format_ = nullptr;
            return;
        }
        if (!code.in_run) return containers_.close(code);
        const auto found = std::find(fields_.begin(), fields_.end(), &code);
        if (found == fields_.end()) return losses_.add(kNotOpen);
        place(code, code.close);
        fields_.erase(found);
    }

    const std::string& source_;
    const BlockPlace& block_;
    const std::function<void(Span)>& copy_;
    std::string& out_;
    LossCounter& losses_;
    const CodePlace* format_ = nullptr;
    ElementStack containers_;
    std::vector<const CodePlace*> fields_;
};

}  // namespace

void ParagraphWriter::write(const BlockPlace& block, const std::vector<Markup>& content,
                            const std::function<void(Span)>& copy, std::string& out,
                            LossCounter& losses) const {
    if (block.escaping != Escaping::kParagraph)  // An attribute: an image's text.
        return PlainBlockWriter(source_).write(block, content, copy, out, losses);
    RunWriter writer(source_, block, copy, out, losses);
    for (const Markup& node : content) {
        if (node.is_text())
            writer.text(node.text);
        else
            writer.code(node);
    }
    writer.finish();
    count_code_losses(block, content, losses);
}

}  // namespace diglot::docx
