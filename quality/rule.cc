#include "quality/rule.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace diglot {
namespace {

std::invalid_argument fault(const Rule& rule, const std::string& message) {
    return std::invalid_argument("rule " + std::string(rule.name()) + ": " + message);
}

const std::string* find_option(const RuleOptions& options, std::string_view name) {
    const auto found = options.find(std::string(name));
    return found == options.end() ? nullptr : &found->second;
}

std::string plain(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace

void Rule::configure(const RuleOptions& options) { require_options(*this, options, {}); }

void require_options(const Rule& rule, const RuleOptions& options,
                     const std::vector<std::string_view>& known) {
    for (const auto& [name, value] : options) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        std::string there_is;
        for (const std::string_view one : known)
            there_is.append(there_is.empty() ? "there is " : ", ").append(one);
        throw fault(rule, "no option \"" + name + "\"; " +
                              (there_is.empty() ? "it has no options" : there_is));
    }
}

double number_option(const Rule& rule, const RuleOptions& options, std::string_view name,
                     double value, double least, double most) {
    const std::string* text = find_option(options, name);
    if (!text) return value;
    double read = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, read);
    if (error != std::errc() || stop != end || !(read >= least && read <= most))
        throw fault(rule, std::string(name) + ": \"" + *text + "\" is no number from " +
                              plain(least) + " to " + plain(most));
    return read;
}

std::vector<std::string> list_option(const RuleOptions& options, std::string_view name) {
    std::vector<std::string> words;
    const std::string* text = find_option(options, name);
    if (!text) return words;
    constexpr std::string_view kBetween = ", \t\r\n";
    for (std::size_t at = 0; (at = text->find_first_not_of(kBetween, at)) != std::string::npos;) {
        const std::size_t end = std::min(text->find_first_of(kBetween, at), text->size());
        words.push_back(text->substr(at, end - at));
        at = end;
    }
    return words;
}

bool bool_option(const Rule& rule, const RuleOptions& options, std::string_view name, bool value) {
    const std::string* text = find_option(options, name);
    if (!text) return value;
    for (const char* yes : {"true", "yes", "on"})
        if (*text == yes) return true;
    for (const char* no : {"false", "no", "off"})
        if (*text == no) return false;
    throw fault(rule, std::string(name) + ": \"" + *text + "\" is neither true nor false");
}

}  // namespace diglot
