#include "core/text/regional_words.h"

#include <exception>
#include <mutex>
#include <string_view>

#include <opencc/SimpleConverter.hpp>

#include "core/error.h"

namespace diglot {
namespace {

/// A text a line, all in one call: that is many times faster than a call a text.
std::vector<std::string> convert(const opencc::SimpleConverter& converter,
                                 const std::vector<std::string>& texts) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    std::string lines;
    for (const std::string& text : texts) lines += text + '\n';
    const std::string converted = converter.Convert(lines);
    std::vector<std::string> result;
    result.reserve(texts.size());
    for (std::size_t at = 0; result.size() < texts.size();) {
        const std::size_t end = converted.find('\n', at);
        if (end == std::string::npos) break;
        result.push_back(converted.substr(at, end - at));
        at = end + 1;
    }
    result.resize(texts.size());
    return result;
}

const opencc::SimpleConverter& converter(const char* config) {
    try {
        if (std::string_view(config) == "tw2sp.json") {
            static const opencc::SimpleConverter to_mainland("tw2sp.json");
            return to_mainland;
        }
        static const opencc::SimpleConverter to_taiwan("s2twp.json");
        return to_taiwan;
    } catch (const std::exception& error) {
        throw IoError(std::string("OpenCC's word tables cannot be read: ") + error.what());
    }
}

}  // namespace

std::vector<std::string> to_mainland_words(const std::vector<std::string>& texts) {
    return texts.empty() ? texts : convert(converter("tw2sp.json"), texts);
}

std::vector<std::string> to_taiwan_words(const std::vector<std::string>& texts) {
    return texts.empty() ? texts : convert(converter("s2twp.json"), texts);
}

}  // namespace diglot
