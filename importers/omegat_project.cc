#include "importers/omegat_project.h"

#include <filesystem>

#include <tinyxml2.h>

namespace diglot {

std::optional<OmegatProject> read_omegat_project(const std::string& folder) {
    namespace fs = std::filesystem;
    const fs::path base(folder);
    tinyxml2::XMLDocument document;
    const fs::path file = base / "omegat.project";
    std::error_code ignored;
    if (!fs::exists(file, ignored)) return std::nullopt;
    OmegatProject result;
    const auto fail = [&](const std::string& why) {
        result.fault = "this file of an OmegaT project cannot be read (" + why +
                       "); the folder is taken for one like any other";
        return result;
    };
    if (document.LoadFile(file.c_str()) != tinyxml2::XML_SUCCESS)
        return fail(document.ErrorLineNum() > 0
                        ? "XML, line " + std::to_string(document.ErrorLineNum())
                        : "it is no XML");
    const tinyxml2::XMLElement* root = document.FirstChildElement("omegat");
    const tinyxml2::XMLElement* project = root ? root->FirstChildElement("project") : nullptr;
    if (!project) return fail("no <omegat> with a <project> in it");
    const auto text = [&](const char* name) -> std::string {
        const tinyxml2::XMLElement* element = project->FirstChildElement(name);
        const char* value = element ? element->GetText() : nullptr;
        return value ? value : "";
    };
    const auto place = [&](const char* name, const char* usual) {
        const std::string given = text(name);
        const bool is_usual = given.empty() || given == "__DEFAULT__";
        return (base / (is_usual ? usual : given)).lexically_normal().string();
    };
    result.source = LanguageTag(text("source_lang"));
    result.target = LanguageTag(text("target_lang"));
    for (const LanguageTag* lang : {&result.source, &result.target})
        if (!is_known_language(*lang)) return fail("it names no languages");
    result.memory_file = (base / "omegat" / "project_save.tmx").string();
    result.memory_folder = place("tm_dir", "tm");
    result.glossary_folder = place("glossary_dir", "glossary");
    return result;
}

}  // namespace diglot
