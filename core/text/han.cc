// Traditional to simplified Han, one code point at a time, from OpenCC's tables.
#include <array>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>

#include <opencc/SimpleConverter.hpp>

#include "core/error.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace diglot {
namespace {

constexpr char32_t kFirst = 0x2E80;  ///< CJK radicals; nothing below is Han.
constexpr char32_t kLast = 0x323AF;  ///< The end of CJK extension H.
using Page = std::array<char32_t, 256>;

/// OpenCC converts phrases too; a line holds one character, so that only its character tables
/// speak. Some characters take two steps (a variant, then its simplified form): they are converted
/// until they rest.
void convert(Page& page) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    static const opencc::SimpleConverter converter("t2s.json");
    for (int step = 0; step < 3; ++step) {
        std::string lines;
        for (const char32_t c : page) {
            append_code_point(c, lines);
            lines += '\n';
        }
        const std::u32string converted = to_code_points(converter.Convert(lines));
        std::size_t at = 0;
        bool changed = false;
        for (char32_t& c : page) {
            const std::size_t end = converted.find(U'\n', at);
            if (end == at + 1 && converted[at] != c && converted[at] != 0xFFFD) {
                c = converted[at];
                changed = true;
            }
            at = end + 1;
        }
        if (!changed) return;
    }
}

std::unique_ptr<Page> make_page(std::size_t index) {
    auto page = std::make_unique<Page>();
    for (std::size_t i = 0; i < page->size(); ++i)
        (*page)[i] = static_cast<char32_t>(index * 256 + i);
    try {
        convert(*page);
    } catch (const std::exception& error) {
        throw IoError(std::string("OpenCC's Han tables cannot be read: ") + error.what());
    }
    return page;
}

/// Pages come into being when first asked for, in any thread, and stay.
const Page& page_of(char32_t c) {
    static std::array<std::atomic<const Page*>, (kLast >> 8) + 1> pages{};
    std::atomic<const Page*>& slot = pages[c >> 8];
    const Page* page = slot.load(std::memory_order_acquire);
    if (page) return *page;
    std::unique_ptr<Page> fresh = make_page(c >> 8);
    if (slot.compare_exchange_strong(page, fresh.get(), std::memory_order_acq_rel))
        return *fresh.release();
    return *page;
}

}  // namespace

char32_t simplify_han(char32_t code_point) {
    const bool may_be_han = (code_point >= kFirst && code_point < 0xA000) ||
                            (code_point >= 0xF900 && code_point < 0xFB00) ||
                            (code_point >= 0x20000 && code_point <= kLast);
    return may_be_han ? page_of(code_point)[code_point & 0xFF] : code_point;
}

}  // namespace diglot
