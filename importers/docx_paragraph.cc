#include "importers/docx_paragraph.h"

#include <algorithm>
#include <array>
#include <map>

#include "importers/markup_tokens.h"

namespace diglot::docx {
namespace {

/// Properties that change nothing of how text looks, or say how it was edited.
bool is_unseen(std::string_view name) {
    static constexpr std::array<std::string_view, 8> kUnseen = {
        "w:lang", "w:noProof",  "w:rPrChange", "w:ins",
        "w:del",  "w:moveFrom", "w:moveTo",    "w:webHidden"};
    return std::find(kUnseen.begin(), kUnseen.end(), name) != kUnseen.end();
}

/// Fields whose result somebody wrote; all others are computed (17.16.5).
bool is_written_field(std::string_view instruction) {
    const std::size_t start = instruction.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return false;
    const std::string_view name =
        instruction.substr(start, instruction.find_first_of(" \t\r\n\\", start) - start);
    static constexpr std::array<std::string_view, 7> kWritten = {
        "HYPERLINK", "TOC", "INDEX", "QUOTE", "INCLUDETEXT", "FILLIN", "ADDIN"};
    return std::find(kWritten.begin(), kWritten.end(), name) != kWritten.end();
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

std::string format_key(std::string_view properties) {
    std::string key;
    MarkupTokens tokens(properties, MarkupTokens::Language::kXml);
    MarkupToken token;
    while (tokens.next(token)) {
        const bool is_tag =
            token.kind == MarkupTokenKind::kStart || token.kind == MarkupTokenKind::kEmpty;
        if (!is_tag || token.name == "w:rPr") continue;
        if (is_unseen(token.name)) {
            tokens.skip_element(token);
            continue;
        }
        std::string values;
        for (const TokenAttribute& attribute : attributes_of(properties, token)) {
            if (attribute.name == "w:hint") continue;
            values += attribute.name;
            values += '=';
            values += properties.substr(attribute.value.begin,
                                        attribute.value.end - attribute.value.begin);
            values += ' ';
        }
        if (token.name == "w:rFonts" && values.empty()) continue;
        key += token.name;
        key += ' ';
        key += values;
    }
    return key;
}

std::pair<std::string, std::string> format_name(std::string_view properties) {
    struct Name {
        std::string_view element;
        const char* type;
        const char* tag;
    };
    static constexpr std::array<Name, 8> kNames = {{{"w:b", "bold", "b"},
                                                    {"w:i", "italic", "i"},
                                                    {"w:u", "ulined", "u"},
                                                    {"w:strike", "strike", "s"},
                                                    {"w:smallCaps", "scap", "small-caps"},
                                                    {"w:vertAlign", "font", "raised"},
                                                    {"w:highlight", "color", "highlight"},
                                                    {"w:color", "color", "color"}}};
    std::string type, tag;
    MarkupTokens tokens(properties, MarkupTokens::Language::kXml);
    MarkupToken token;
    while (tokens.next(token)) {
        const auto* const name = std::find_if(kNames.begin(), kNames.end(), [&](const Name& known) {
            return known.element == token.name;
        });
        if (name == kNames.end() || token.kind == MarkupTokenKind::kEnd) continue;
        const std::string value = xml_attribute(properties, token, "w:val");
        if (value == "0" || value == "false" || value == "none") continue;
        if (tag.empty()) type = name->type;
        if (!tag.empty()) tag += '-';
        tag += value == "superscript" ? "sup" : value == "subscript" ? "sub" : name->tag;
    }
    if (tag.empty()) return {"font", "font"};
    return {type, tag};
}

void Paragraph::start_run(std::size_t at) {
    runs_.push_back({{at, at}, {at, at}});
    in_run_ = true;
}

void Paragraph::end_run(std::size_t at) {
    runs_.back().span.end = at;
    in_run_ = false;
}

Paragraph::Item& Paragraph::add(Kind item_kind, std::string_view text, Span span) {
    Item item;
    item.kind = item_kind;
    item.text = text;
    item.span = span;
    item.first_run = item.last_run = in_run_ ? runs_.size() - 1 : kNoRun;
    item.container = container_;
    items_.push_back(std::move(item));
    return items_.back();
}

void Paragraph::text(std::string_view text, Span span) {
    // Runs are cut by what an editor remembers; text of one is one item all the same.
    if (!items_.empty() && items_.back().kind == Kind::kText && in_run_ &&
        items_.back().last_run == runs_.size() - 1) {
        items_.back().text += text;
        items_.back().span.end = span.end;
        return;
    }
    add(Kind::kText, text, span);
}

void Paragraph::code(std::string_view type, Span span, bool is_invisible) {
    add(Kind::kCode, type, span).is_invisible = is_invisible;
}

void Paragraph::open(std::string_view name, Span tag) {
    add(Kind::kOpen, name, tag);
    containers_.push_back({container_, {}, {}, false});
    container_ = containers_.size() - 1;
    items_.back().container = container_;
}

void Paragraph::close(std::string_view name, Span tag) {
    add(Kind::kClose, name, tag);
    container_ = containers_[container_].parent;
}

void Paragraph::field_begin(Span mark) {
    fields_.push_back({items_.size(), {}, false});
    Item& item = add(Kind::kOpen, "field", mark);
    item.is_field = true;
    item.partner = ++field_count_;
}

void Paragraph::field_instruction(std::string_view text, Span element) {
    if (!fields_.empty()) fields_.back().instruction += text;
    add(Kind::kCode, "field", element);  // Goes with all else up to the separate or the end.
}

void Paragraph::field_separate(Span mark) {
    if (fields_.empty()) return;
    Field& field = fields_.back();
    field.has_result = true;
    if (items_[field.item].container != container_ || !in_run_) {
        add(Kind::kCode, "field", mark);
        return;
    }
    // From begin to separate is one code, whatever the instruction holds.
    items_.resize(field.item + 1);
    items_.back().span.end = mark.end;
    items_.back().last_run = runs_.size() - 1;
}

void Paragraph::field_end(Span mark) {
    if (fields_.empty()) {  // Begun in another paragraph.
        add(Kind::kClose, "field", mark).is_field = true;
        return;
    }
    const Field field = std::move(fields_.back());
    fields_.pop_back();
    Item& first = items_[field.item];
    const bool is_one = !field.has_result || !is_written_field(field.instruction);
    if (is_one && first.container == container_ && in_run_) {
        items_.resize(field.item + 1);
        Item& whole = items_.back();
        whole.kind = Kind::kCode;
        whole.is_field = false;
        whole.span.end = mark.end;
        whole.last_run = runs_.size() - 1;
        return;
    }
    const std::size_t partner = first.partner;
    Item& item = add(Kind::kClose, "field", mark);
    item.is_field = true;
    item.partner = partner;
}

bool Paragraph::has_text() const {
    return std::any_of(items_.begin(), items_.end(), [](const Item& item) {
        return item.kind == Kind::kText && !is_blank(item.text);
    });
}

std::string_view Paragraph::properties_of(std::size_t run) const {
    const Span span = runs_[run].properties;
    return std::string_view(source_).substr(span.begin, span.end - span.begin);
}

void Paragraph::find_next_texts() {
    std::size_t next = items_.size();
    for (std::size_t i = items_.size(); i-- > 0;) {
        if (items_[i].kind == Kind::kText) next = i;
        items_[i].next_text = next;
    }
}

void Paragraph::find_common_formats() {
    keys_.clear();
    for (std::size_t i = 0; i < runs_.size(); ++i) keys_.push_back(format_key(properties_of(i)));
    struct Use {
        std::size_t bytes = 0;
        std::size_t first = 0;
    };
    std::vector<std::map<std::string_view, Use>> uses(containers_.size());
    for (const Item& item : items_) {
        if (item.kind != Kind::kText) continue;
        Use& use = uses[item.container][keys_[item.first_run]];
        if (use.bytes == 0) use.first = item.first_run;
        use.bytes += item.text.size();
    }
    for (std::size_t i = 0; i < containers_.size(); ++i) {
        const Use* most = nullptr;
        for (const auto& [key, use] : uses[i]) {
            if (!most || use.bytes > most->bytes ||
                (use.bytes == most->bytes && use.first < most->first))
                most = &use;
        }
        if (most == nullptr) continue;
        containers_[i].has_text = true;
        containers_[i].key = keys_[most->first];
        containers_[i].properties = runs_[most->first].properties;
    }
}

/// By run, whether something in it is seen: then no code of it can be left outside the block.
std::vector<bool> Paragraph::runs_seen() const {
    std::vector<bool> seen(runs_.size(), false);
    for (const Item& item : items_) {
        if (item.first_run == kNoRun || (item.kind == Kind::kCode && item.is_invisible)) continue;
        seen[item.first_run] = seen[item.last_run] = true;
    }
    return seen;
}

/// What a block takes in with an item.
Span Paragraph::edge(const Item& item) const {
    if (item.first_run == kNoRun) return item.span;
    return {runs_[item.first_run].span.begin, runs_[item.last_run].span.end};
}

void Paragraph::close_format(BlockBuilder& builder) {
    if (!format_run_) return;
    const auto name = format_name(properties_of(*format_run_));
    builder.close("</" + name.second + ">", {format_end_, format_end_},
                  "format " + std::to_string(format_count_));
    format_run_.reset();
}

/// Whether no more text of the format that is open comes behind this code.
bool Paragraph::ends_format(const Item& item) const {
    if (!format_run_) return false;
    if (item.first_run == kNoRun && item.kind != Kind::kCode) return true;
    return item.next_text == items_.size() ||
           items_[item.next_text].container != items_[format_item_].container ||
           keys_[items_[item.next_text].first_run] != keys_[*format_run_];
}

/// Opens and closes what sets the item's text apart from most of the text around it.
void Paragraph::emit_format(const Item& item, BlockBuilder& builder) {
    const std::string& key = keys_[item.first_run];
    if (format_run_ && keys_[*format_run_] == key) return;
    close_format(builder);
    if (key == containers_[item.container].key) return;
    const Run& run = runs_[item.first_run];
    const auto name = format_name(properties_of(item.first_run));
    const std::size_t at = run.span.begin;
    builder.open(name.first, "<" + name.second + ">", {at, at},
                 "format " + std::to_string(++format_count_));
    builder.last_code().is_format = true;
    builder.last_code().properties = run.properties;
    format_run_ = item.first_run;
    format_item_ = static_cast<std::size_t>(&item - items_.data());
}

void Paragraph::emit(const Item& item, BlockBuilder& builder) {
    const std::string key = item.is_field ? "field " + std::to_string(item.partner) : item.text;
    const char* type = item.text == "w:hyperlink" || item.is_field ? "link" : item.text.c_str();
    const std::string shown = item.text.starts_with("w:") ? item.text.substr(2) : item.text;
    switch (item.kind) {
        case Kind::kText:
            builder.text(item.text, item.span);
            format_end_ = runs_[item.last_run].span.end;
            break;
        case Kind::kCode:
            builder.placeholder(item.text, "<" + shown + "/>", item.span, item.is_invisible);
            break;
        case Kind::kOpen:
            builder.open(item.text.starts_with("w:") && item.text != "w:hyperlink" ? shown : type,
                         "<" + shown + ">", item.span, key);
            if (!item.is_field)
                builder.last_code().properties = containers_[item.container].properties;
            break;
        case Kind::kClose:
            builder.close("</" + shown + ">", item.span, key);
            break;
    }
    builder.widen_last_span(item.kind == Kind::kText || item.first_run != kNoRun ? edge(item)
                                                                                 : item.span);
    if (item.kind == Kind::kText || item.first_run == kNoRun) return;
    builder.last_code().in_run = true;
    builder.last_code().properties = runs_[item.first_run].properties;
}

std::optional<BuiltBlock> Paragraph::finish() {
    if (!has_text()) return std::nullopt;
    find_common_formats();
    find_next_texts();
    const std::vector<bool> seen = runs_seen();
    BlockBuilder builder;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        Item& item = items_[i];
        if (item.kind == Kind::kText)
            emit_format(item, builder);
        else if (ends_format(item))
            close_format(builder);
        if (item.first_run != kNoRun && seen[item.first_run]) item.is_invisible = false;
        emit(item, builder);
    }
    close_format(builder);
    std::optional<BuiltBlock> block = builder.finish();
    if (block && block->place.properties.empty())
        block->place.properties = containers_[0].properties;
    return block;
}

}  // namespace diglot::docx
