#include "importers/text_encoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/unistr.h>

#include "core/error.h"

namespace diglot {

/// ICU's converter, closed again.
struct TextEncoder::State {
    ~State() { ucnv_close(handle); }
    UConverter* handle = nullptr;
};

TextEncoder::TextEncoder(const std::string& name) : state_(std::make_unique<State>()) {
    UErrorCode status = U_ZERO_ERROR;
    state_->handle = ucnv_open(name.c_str(), &status);
    if (U_FAILURE(status)) throw IoError("ICU cannot convert to " + name);
}
TextEncoder::~TextEncoder() = default;

bool TextEncoder::encode(std::string_view text, bool references, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_setFromUCallBack(state_->handle,
                          references ? UCNV_FROM_U_CALLBACK_ESCAPE : UCNV_FROM_U_CALLBACK_STOP,
                          references ? UCNV_ESCAPE_XML_HEX : nullptr, nullptr, nullptr, &status);
    const icu::UnicodeString units = icu::UnicodeString::fromUTF8(
        icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
    const UChar* from = units.getBuffer();
    const UChar* const end = from + units.length();
    char buffer[16384];
    do {
        status = U_ZERO_ERROR;
        char* to = buffer;
        ucnv_fromUnicode(state_->handle, &to, buffer + sizeof buffer, &from, end, nullptr, true,
                         &status);
        out.append(buffer, static_cast<std::size_t>(to - buffer));
    } while (status == U_BUFFER_OVERFLOW_ERROR);
    return U_SUCCESS(status);
}

}  // namespace diglot
