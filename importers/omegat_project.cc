#include "importers/omegat_project.h"

#include <filesystem>

#include <tinyxml2.h>

namespace diglot {

namespace {

OmegatProject with_fault(const std::string& why) {
    OmegatProject result;
    result.fault = "this file of an OmegaT project cannot be read (" + why +
                   "); the folder is taken for one like any other";
    return result;
}

OmegatProject not_well_formed(const tinyxml2::XMLDocument& document) {
    return with_fault(document.ErrorLineNum() > 0
                          ? "XML, line " + std::to_string(document.ErrorLineNum())
                          : "it is no XML");
}

OmegatProject project_of(const tinyxml2::XMLDocument& document, const std::string& folder) {
    const std::filesystem::path base(folder);
    const tinyxml2::XMLElement* root = document.FirstChildElement("omegat");
    const tinyxml2::XMLElement* project = root ? root->FirstChildElement("project") : nullptr;
    if (!project) return with_fault("no <omegat> with a <project> in it");
    const auto text = [&](const char* name) -> std::string {
        const tinyxml2::XMLElement* element = project->FirstChildElement(name);
        const char* value = element ? element->GetText() : nullptr;
        return value ? value : "";
    };
    const auto place = [&](const char* name, const char* usual) {
        const std::string given = text(name);
        const bool is_usual = given.empty() || given == "__DEFAULT__";
        return (base / (is_usual ? usual : given)).lexically_normal().generic_string();
    };
    OmegatProject result;
    result.source = LanguageTag(text("source_lang"));
    result.target = LanguageTag(text("target_lang"));
    for (const LanguageTag* lang : {&result.source, &result.target})
        if (!is_known_language(*lang)) return with_fault("it names no languages");
    result.memory_file = (base / "omegat" / "project_save.tmx").string();
    result.memory_folder = place("tm_dir", "tm");
    result.glossary_folder = place("glossary_dir", "glossary");
    return result;
}

}  // namespace

OmegatProject parse_omegat_project(std::string_view xml, const std::string& folder) {
    tinyxml2::XMLDocument document;
    if (document.Parse(xml.data(), xml.size()) != tinyxml2::XML_SUCCESS)
        return not_well_formed(document);
    return project_of(document, folder);
}

std::optional<OmegatProject> read_omegat_project(const std::string& folder) {
    const std::filesystem::path file = std::filesystem::path(folder) / kOmegatProjectName;
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored)) return std::nullopt;
    tinyxml2::XMLDocument document;
    if (document.LoadFile(file.c_str()) != tinyxml2::XML_SUCCESS) return not_well_formed(document);
    return project_of(document, folder);
}

}  // namespace diglot
