// Addresses and file names that a translation lost or changed.
#include <algorithm>

#include "quality/addresses.h"
#include "quality/characters.h"
#include "quality/described_rule.h"
#include "quality/rule_list.h"

namespace diglot {
namespace {

const char* kind_of(const Address& address) {
    switch (address.kind) {
        case AddressKind::kMail:
            return "the e-mail address";
        case AddressKind::kFile:
            return "the file name";
        case AddressKind::kWeb:
            break;
    }
    return "the web address";
}

bool are_equal(const Address& a, const Address& b) {
    if (a.kind != b.kind) return false;
    return a.text == b.text || (a.kind == AddressKind::kWeb && are_same_page(a.text, b.text));
}

class AddressesRule : public DescribedRule {
public:
    AddressesRule()
        : DescribedRule(
              {"addresses",
               Severity::kError,
               "Web addresses, e-mail addresses or file names missing or changed",
               "Each address and file name of the source must be in the translation, character by "
               "character; as often does not matter. A web address may lead to the same page in "
               "another language (/zh-tw/ and /en/). One that only the translation has is told "
               "where the source has one of the kind that it may have been.",
               {{"詳見 https://example.org/report。", "See https://example.org/reports.",
                 "the web address \"https://example.org/report\" became "
                 "\"https://example.org/reports\""},
                {"請寄至 news@example.org", "Write to us.",
                 "the e-mail address \"news@example.org\" is missing from the translation"},
                {"開啟 setup.cfg 檔", "Open the file setup.config",
                 "the file name \"setup.cfg\" is missing from the translation"},
                {"見 https://example.org/zh-tw/a", "See https://example.org/en/a", ""}}}) {}

    void check(const BilingualText& text, std::vector<Finding>& findings) override {
        if (text.source.find_first_of(".@") == text.source.npos) return;
        const std::vector<Address> source = find_addresses(text.source);
        if (source.empty()) return;
        const std::vector<Address> target = find_addresses(text.target);
        std::vector<const Address*> extra;
        for (const Address& one : target)
            if (!has(source, one)) extra.push_back(&one);
        std::vector<std::string_view> told;
        for (const Address& one : source) {
            if (has(target, one) || stands_in(text.target, one.text)) continue;
            if (std::find(told.begin(), told.end(), one.text) != told.end()) continue;
            told.push_back(one.text);
            const auto other =
                std::find_if(extra.begin(), extra.end(),
                             [&](const Address* address) { return address->kind == one.kind; });
            Finding& finding = findings.emplace_back();
            finding.source_span = one.span;
            finding.message = std::string(kind_of(one)) + " \"" + one.text + "\" ";
            if (other == extra.end()) {
                finding.message += "is missing from the translation";
                continue;
            }
            finding.message += "became \"" + (*other)->text + '"';
            finding.target_span = (*other)->span;
            finding.suggestion = std::string(text.target.substr(0, (*other)->span.start)) +
                                 one.text + std::string(text.target.substr((*other)->span.end));
            extra.erase(other);
        }
    }

private:
    /// As a part of something else that looks like an address: `name.txt` in a path.
    static bool stands_in(std::string_view text, std::string_view address) {
        const std::size_t at = text.find(address);
        if (at == text.npos) return false;
        const auto next = static_cast<unsigned char>(
            at + address.size() < text.size() ? text[at + address.size()] : ' ');
        return !is_ascii_letter(next) && !is_digit(next) && next != '-' && next != '_';
    }

    static bool has(const std::vector<Address>& all, const Address& one) {
        return std::any_of(all.begin(), all.end(),
                           [&](const Address& other) { return are_equal(other, one); });
    }
};

}  // namespace

std::unique_ptr<Rule> make_addresses_rule() { return std::make_unique<AddressesRule>(); }

}  // namespace diglot
