// A memory of 5,000 units made from a few patterns, with every kind of dirt in it and known counts
// of each. The same each time.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tm/unit.h"

namespace diglot {

inline constexpr std::size_t kSeededUnits = 5000;
inline constexpr std::size_t kSeededDuplicates = 150;      ///< Units too many.
inline constexpr std::size_t kSeededContradictions = 100;  ///< Groups of two.

/// What cleaning must say of it, by rule: units.
struct SeededCounts {
    std::uint64_t mended = 0;
    std::uint64_t set_aside = 0;
};
inline const std::map<std::string, SeededCounts> kSeededDirt = {
    {"mojibake", {34, 6}},     {"control-characters", {24, 6}},
    {"entities", {35, 0}},     {"tags", {30, 0}},
    {"broken-codes", {25, 0}}, {"repeated", {30, 0}},
    {"glued", {20, 0}},        {"empty", {0, 20}},
    {"same-text", {0, 25}},    {"wrong-language", {0, 40}},
    {"boilerplate", {0, 25}},  {"length", {0, 30}},
};

class SeededMemory {
public:
    /// Each unit has the property x-kind: "clean", "duplicate", "near", "contradiction", or the
    /// name of the rule that must catch it.
    std::vector<Unit> make() {
        for (const auto& [rule, counts] : kSeededDirt) {
            for (std::uint64_t i = 0; i < counts.mended + counts.set_aside; ++i)
                add_dirt(rule, i, i < counts.mended);
        }
        const std::size_t rest =
            kSeededUnits - units_.size() - kSeededDuplicates - kSeededContradictions - kNear;
        const std::size_t first = units_.size();
        for (std::size_t i = 0; i < rest; ++i) {
            const Texts texts = next();
            add("clean", texts.source, texts.target);
        }
        for (std::size_t i = 0; i < kSeededDuplicates; ++i) {
            Unit copy = units_[first + i];
            Segment& target = copy.variants[1].segment;
            target = Segment(target.text.insert(target.text.find(' '), " "));
            copy.annotations[0].children[0].text = "duplicate";
            units_.push_back(std::move(copy));
        }
        for (std::size_t i = 0; i < kSeededContradictions; ++i) {
            const Unit& other = units_[first + kSeededDuplicates + i];
            add("contradiction", other.variants[0].segment.text,
                "Nobody knows what happened, but " + other.variants[1].segment.text);
        }
        for (std::size_t i = 0; i < kNear; ++i) {
            const Unit& other = units_[first + kSeededDuplicates + kSeededContradictions + i];
            add("near", other.variants[0].segment.text + "據報導",
                other.variants[1].segment.text + " It is said");
        }
        return std::move(units_);
    }

private:
    static constexpr std::size_t kNear = 100;
    struct Texts {
        std::string source;
        std::string target;
    };

    /// The next sentence and its translation; no two are the same.
    Texts next() {
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWho = {{
            {"國家實驗室", "The national laboratory"},
            {"電力公司", "The power company"},
            {"半導體工廠", "The semiconductor plant"},
            {"研究團隊", "The research team"},
            {"能源部", "The energy ministry"},
            {"大學", "The university"},
            {"新創公司", "The start-up"},
        }};
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kDid = {{
            {"測試", "tested"},
            {"購買", "bought"},
            {"展示", "presented"},
            {"拆除", "dismantled"},
            {"檢查", "inspected"},
        }};
        static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWhat = {{
            {"電池", "the battery"},
            {"反應爐", "the reactor"},
            {"衛星", "the satellite"},
            {"晶圓", "the wafer"},
            {"變壓器", "the transformer"},
            {"望遠鏡", "the telescope"},
        }};
        const std::size_t n = number_++;
        const auto& [who, who_en] = kWho[n % kWho.size()];
        const auto& [did, did_en] = kDid[n / 7 % kDid.size()];
        const auto& [what, what_en] = kWhat[n / 35 % kWhat.size()];
        const std::string place = std::to_string(n);
        return {std::string(who) + "在第 " + place + " 號場址" + std::string(did) +
                    std::string(what) + "。",
                std::string(who_en) + " " + std::string(did_en) + " " + std::string(what_en) +
                    " at site number " + place + "."};
    }

    static Markup property(std::string_view kind) {
        return Markup::leaf("prop", {{"type", "x-kind"}}, kind);
    }

    Unit& add(std::string_view kind, const std::string& source, const std::string& target) {
        Unit unit;
        unit.source = 0;
        for (const auto& [lang, text] : {std::pair{"zh-TW", &source}, std::pair{"en", &target}}) {
            Variant& variant = unit.variants.emplace_back();
            variant.lang = LanguageTag(lang);
            variant.lang_spelling = lang;
            variant.segment = Segment(*text);
        }
        unit.stamp.created = Time{1'700'000'000 + static_cast<std::int64_t>(units_.size())};
        unit.stamp.created_by = "seed";
        unit.annotations = {property(kind)};
        return units_.emplace_back(std::move(unit));
    }

    /// One unit that `rule` must catch, and no other rule.
    void add_dirt(const std::string& rule, std::uint64_t i, bool mendable) {
        Texts texts = next();
        auto& [source, target] = texts;
        const std::string number = std::to_string(i);
        if (rule == "mojibake") {
            target = mendable ? "At the cafÃ©, " + target : "He didn\xEF\xBF\xBDt say: " + target;
        } else if (rule == "control-characters") {
            if (!mendable)
                source.insert(source.find("號"), "\xC2\x89");
            else
                target.insert(target.find(" at "), i % 2 == 0 ? "\xEF\xBB\xBF" : "\xC2\x97");
        } else if (rule == "entities") {
            target += i % 2 == 0 ? " Research &amp; Development" : " It&#8217;s done";
        } else if (rule == "tags") {
            if (i % 3 == 0)
                source += "</b>";
            else
                target = "<b>" + target + "</b>";
        } else if (rule == "repeated") {
            (i % 2 == 0 ? target : source) += i % 2 == 0 ? " " + target : source;
        } else if (rule == "glued") {
            target = "This is the first report.Later " + target;
        } else if (rule == "empty") {
            // Two sources only: more of them would contradict each other.
            const bool of_source = i == 1 || i == 3;
            (of_source ? source : target) = i % 4 < 2 ? "" : " ";
        } else if (rule == "same-text") {
            target = source;
        } else if (rule == "wrong-language") {
            const std::array<std::string, 4> kWrong = {
                "国家实验室在第 " + number + " 号场址检测电池。",
                "研究所は第 " + number + " 号サイトでバッテリーをテストしました。",
                "Das nationale Labor hat am Standort " + number +
                    " die Batterie getestet und danach auch noch den Reaktor geprüft.",
                "國家實驗室測試了第 " + number + " 個電池。"};
            (i % 4 < 2 ? source : target) = kWrong[i % 4];
        } else if (rule == "boilerplate") {
            source = "著作權所有 © 20" + std::to_string(10 + i) + " 某某公司。";
            target = "Copyright © 20" + std::to_string(10 + i) + " Example Inc.";
        } else if (rule == "length") {
            target =
                i % 2 == 0
                    ? "Yes " + number + "."
                    : target + " " + target.substr(0, target.size() - 1) +
                          ", and the report went on for a very long time about all "
                          "the things that the engineers had seen there that day, one after the "
                          "other, without a break, until nobody listened any more.";
            if (i % 2 == 0)
                source +=
                    "報告接著詳細說明了工程師當天在那裡看到的所有事情，一件接一件，沒有停頓，"
                    "直到再也沒有人聽下去為止。";
        }
        Unit& unit = add(rule, source, target);
        if (rule == "broken-codes") {
            Segment& segment = unit.variants[i % 2].segment;
            segment = Segment::from_content({Markup::leaf(i % 3 == 0 ? "ept" : "bpt", {{"i", "1"}},
                                                          i % 3 == 0 ? "</b>" : "<b>"),
                                             Markup::run(segment.text)});
        }
    }

    std::vector<Unit> units_;
    std::size_t number_ = 1;
};

}  // namespace diglot
