#include "quality/rule.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace diglot {
namespace {

std::invalid_argument fault(const Rule& rule, const std::string& message) {
    return std::invalid_argument("rule " + std::string(rule.name()) + ": " + message);
}

/// The one value of an option; null where it is not given.
const std::string* find_value(const Rule& rule, const RuleOptions& options, std::string_view name) {
    const auto found = options.find(std::string(name));
    if (found == options.end()) return nullptr;
    if (found->second.size() != 1) throw fault(rule, std::string(name) + ": one value, not a list");
    return &found->second.front();
}

std::string plain(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

}  // namespace

void Rule::configure(const RuleOptions& options) {
    const std::vector<RuleOption> known = this->options();
    for (const auto& [name, value] : options) {
        if (std::any_of(known.begin(), known.end(),
                        [&](const RuleOption& option) { return option.name == name; }))
            continue;
        std::string there_is;
        for (const RuleOption& option : known)
            there_is.append(there_is.empty() ? "there is " : ", ").append(option.name);
        throw fault(*this, "no option \"" + name + "\"; " +
                               (there_is.empty() ? "it has no options" : there_is));
    }
    set_options(options);
}

double number_option(const Rule& rule, const RuleOptions& options, std::string_view name,
                     double value, double least, double most) {
    const std::string* text = find_value(rule, options, name);
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
    const auto found = options.find(std::string(name));
    return found == options.end() ? std::vector<std::string>{} : found->second;
}

bool bool_option(const Rule& rule, const RuleOptions& options, std::string_view name, bool value) {
    const std::string* text = find_value(rule, options, name);
    if (!text) return value;
    if (*text == "true") return true;
    if (*text == "false") return false;
    throw fault(rule, std::string(name) + ": \"" + *text + "\" is neither true nor false");
}

}  // namespace diglot
