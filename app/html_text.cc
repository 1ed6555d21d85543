#include "app/html_text.h"

#include <QString>

namespace diglot {

std::string html_escaped(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))
        .toHtmlEscaped()
        .toStdString();
}

}  // namespace diglot
