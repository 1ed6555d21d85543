#include "importers/tmx_speller.h"

#include <algorithm>

#include "importers/tmx_model.h"

namespace diglot {
namespace {

/// A tag XML Schema takes, nearest to one it does not.
std::string schema_language(std::string_view tag) {
    std::string out;
    std::size_t length = 0;
    for (const char c : tag) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool digit = c >= '0' && c <= '9';
        if (c == '-' || c == '_') {
            if (length > 0) out += '-';
            length = 0;
        } else if ((letter || (digit && out.find('-') != std::string::npos)) && length < 8) {
            out += c;
            ++length;
        }
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "und" : out;
}

}  // namespace

const std::string& TmxSpeller::spelling(const LanguageTag& tag) {
    const auto known = spellings_.find(tag.text());
    if (known != spellings_.end()) return known->second;
    std::string out = tag.text();
    if (options_.languages == TmxLanguages::kRegion && !tag.language().empty()) {
        // Bare zh stays: which Chinese it is, nobody knows. OmegaT takes a bare language for every
        // country.
        const bool fill = options_.profile == TmxProfile::kTrados && out != "zh";
        const bool has_region = out.find('-') != std::string::npos;
        out = tag.language();
        if ((fill || has_region) && !tag.region().empty()) out += "-" + tag.region();
    }
    if (options_.profile == TmxProfile::kLokalize && tag.language() == "en") out = "en";
    if (options_.languages == TmxLanguages::kPosix)
        std::replace(out.begin(), out.end(), '-', '_');
    else if (!options_.version_1_1 && !tmx::is_schema_language(out))
        out = LanguageTag(schema_language(out)).text();
    return spellings_.emplace(tag.text(), std::move(out)).first->second;
}

std::vector<std::size_t> answering(const std::vector<Variant>& variants,
                                   const LanguageTag& wanted) {
    std::vector<std::size_t> exact;
    std::vector<std::size_t> same;
    std::vector<std::size_t> bare;
    std::vector<std::size_t> near;
    for (std::size_t i = 0; i < variants.size(); ++i) {
        const LanguageTag& lang = variants[i].lang;
        const LanguageFit fit = lang.fit(wanted);
        if (lang == wanted) exact.push_back(i);
        if (fit == LanguageFit::kSame) same.push_back(i);
        if (fit != LanguageFit::kVariant) continue;
        if (lang.text() == lang.language())
            bare.push_back(i);
        else if (wanted.text() == wanted.language() || lang.script() == wanted.script())
            near.push_back(i);
    }
    for (const auto& answer : {exact, same, bare})
        if (!answer.empty()) return answer;
    return near;
}

}  // namespace diglot
