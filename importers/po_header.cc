#include "importers/po_header.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace diglot {
namespace {

struct PluralRule {
    std::string_view languages;  ///< With a space around each.
    std::string_view forms;
};

constexpr PluralRule kPluralRules[] = {
    {" zh ja ko vi th id ms lo my bo dz ", "nplurals=1; plural=0;"},
    {" fr pt-BR oc mg wa ", "nplurals=2; plural=(n > 1);"},
    {" ru uk be sr hr bs ",
     "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) "
     "? 1 : 2);"},
    {" cs sk ", "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"},
    {" pl ",
     "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"},
    {" lt ",
     "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);"},
    {" lv ", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"},
    {" ro ", "nplurals=3; plural=n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2;"},
    {" ga ", "nplurals=3; plural=n==1 ? 0 : n==2 ? 1 : 2;"},
    {" sl ", "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"},
    {" ar ",
     "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? "
     "4 : 5);"},
};

/// Modifiers that mean a script (glibc's locale names), and what BCP 47 calls them.
constexpr std::pair<std::string_view, std::string_view> kScripts[] = {
    {"latin", "Latn"}, {"cyrillic", "Cyrl"}, {"devanagari", "Deva"}, {"arabic", "Arab"}};

std::string_view trim(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r");
    if (start == std::string_view::npos) return {};
    return text.substr(start, text.find_last_not_of(" \t\r") - start + 1);
}

}  // namespace

PoHeader::PoHeader(std::string_view msgstr) {
    while (!msgstr.empty()) {
        const std::size_t end = std::min(msgstr.find('\n'), msgstr.size());
        const std::string_view line = trim(msgstr.substr(0, end));
        msgstr.remove_prefix(std::min(end + 1, msgstr.size()));
        if (line.empty()) continue;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            fields_.emplace_back(line, "");
        else
            fields_.emplace_back(line.substr(0, colon), trim(line.substr(colon + 1)));
    }
}

PoHeader PoHeader::from_kept(const Markup& header) {
    std::string lines;
    for (const Markup& child : header.children) {
        const std::string* type = child.attribute("type");
        if (type && *type == kPoHeaderProp) lines += child.all_text() + "\n";
    }
    return PoHeader(lines);
}

const std::string* PoHeader::find(std::string_view name) const {
    for (const auto& [known, value] : fields_)
        if (known == name) return &value;
    return nullptr;
}

void PoHeader::set(std::string_view name, std::string_view value) {
    for (auto& [known, old] : fields_) {
        if (known != name) continue;
        old = value;
        return;
    }
    fields_.emplace_back(name, value);
}

void PoHeader::remove(std::string_view name) {
    std::erase_if(fields_, [&](const auto& field) { return field.first == name; });
}

std::string PoHeader::msgstr() const {
    std::string text;
    for (const auto& [name, value] : fields_) text += name + ": " + value + "\n";
    return text;
}

std::vector<Markup> PoHeader::props() const {
    std::vector<Markup> props;
    for (const auto& [name, value] : fields_)
        props.push_back(Markup::leaf("prop", {{"type", std::string(kPoHeaderProp)}},
                                     name + (value.empty() ? ":" : ": " + value)));
    return props;
}

std::optional<LanguageTag> parse_po_language(std::string_view spelling) {
    spelling = trim(spelling);
    const std::string_view modifier =
        spelling.find('@') == std::string_view::npos ? "" : spelling.substr(spelling.find('@') + 1);
    std::string plain(spelling.substr(0, spelling.find_first_of(".@")));
    for (const auto& [word, script] : kScripts) {
        if (modifier != word) continue;
        const std::size_t end = std::min(plain.find('_'), plain.size());
        plain.insert(end, "-" + std::string(script));
    }
    LanguageTag tag(plain);
    if (tag.empty() || !is_known_language(tag)) return std::nullopt;
    return tag;
}

std::string to_po_language(const LanguageTag& tag) {
    std::string text = tag.text();
    for (const auto& [word, script] : kScripts) {
        const std::size_t at = text.find("-" + std::string(script));
        if (at != std::string::npos) text = text.erase(at, 5) + "@" + std::string(word);
    }
    std::replace(text.begin(), text.end(), '-', '_');
    return text;
}

std::string po_language_of_file(const std::string& path) {
    namespace fs = std::filesystem;
    fs::path file(path);
    if (file.extension() == ".gz") file = file.parent_path() / file.stem();
    const std::string stem = file.stem().string();
    const auto length = [](std::string_view tag) {
        return std::min(tag.find_first_of("-_@"), tag.size());
    };
    // A bare code of three letters may be a word ("app", "new"), so it must be the whole name.
    if (length(stem) <= 3 && parse_po_language(stem)) return stem;
    for (std::size_t at = stem.find_first_of(".-"); at != std::string::npos;
         at = stem.find_first_of(".-", at + 1)) {
        const std::string rest = stem.substr(at + 1);
        if (length(rest) == 2 && parse_po_language(rest)) return rest;
    }
    fs::path folder = file.parent_path();
    if (folder.filename() == "LC_MESSAGES") folder = folder.parent_path();
    const std::string name = folder.filename().string();
    if (length(name) == 2 && parse_po_language(name)) return name;
    return {};
}

std::string_view plural_forms(const LanguageTag& tag) {
    for (const std::string& name : {tag.text(), tag.language()})
        for (const PluralRule& rule : kPluralRules)
            if (rule.languages.find(" " + name + " ") != std::string_view::npos) return rule.forms;
    return "nplurals=2; plural=(n != 1);";
}

std::size_t plural_count(std::string_view forms) {
    const std::size_t at = forms.find("nplurals=");
    std::size_t count = 0;
    if (at != std::string_view::npos)
        std::from_chars(forms.data() + at + 9, forms.data() + forms.size(), count);
    return count <= kMostPluralForms ? count : 0;
}

}  // namespace diglot
