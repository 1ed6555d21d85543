#include "app/cli/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace diglot {

std::string tr(const char* english) {
    return QCoreApplication::translate("diglot", english).toStdString();
}

std::string counted_both(std::int64_t units, std::int64_t concepts) {
    if (concepts == 0) return counted(units, "unit", "units");
    const std::string of_concepts = counted(concepts, "concept", "concepts");
    return units == 0 ? of_concepts : counted(units, "unit", "units") + ", " + of_concepts;
}

std::string grouped(std::int64_t number) {
    static const QLocale kEnglish(QLocale::English);
    return kEnglish.toString(static_cast<qlonglong>(number)).toStdString();
}

std::string counted(std::int64_t number, const char* one, const char* many) {
    return grouped(number) + " " + tr(number == 1 ? one : many);
}

}  // namespace diglot
