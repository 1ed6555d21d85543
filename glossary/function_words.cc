#include "glossary/function_words.h"

#include <string>
#include <unordered_set>

#include "core/text/fold.h"
#include "glossary/inflection.h"

namespace diglot {
namespace {

using Set = std::unordered_set<std::string>;

// Words with spaces between them.
constexpr std::string_view kEnglish =
    "a an the this that these those such same other others another each every either neither both "
    "all any some none no not only own half many much more most few fewer less least several "
    "enough various certain following aforementioned foregoing preceding above below latter former "
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she "
    "her hers herself it its itself they them their theirs themselves one ones oneself who whom "
    "whose which what whatever whichever whoever where wherever when whenever why how however "
    "something anything nothing everything someone anyone everyone nobody somebody anybody "
    "everybody and or but nor so yet if unless whether though although because since while whereas "
    "until till than as of at by for from in into on onto upon to toward towards with within "
    "without about against among amongst between beyond during before after behind beneath beside "
    "besides across along around through throughout under over up down off out per via despite "
    "except excluding including regarding concerning pertaining pursuant notwithstanding "
    "accordance according due owing prior thereto thereof therein thereby therefrom thereafter "
    "thereunder therefor hereto hereof herein hereby hereafter hereinafter hereunder whereby "
    "wherein whereof whereupon therefore thus hence also too very quite rather just even still "
    "already again ever never always often sometimes usually now then here there soon later once "
    "twice ago away back instead otherwise else moreover furthermore meanwhile perhaps maybe "
    "indeed especially well far long almost "
    "is am are was were be been being do does did done doing have has had having can could may "
    "might must shall should will would ought cannot don doesn didn isn aren wasn weren hasn "
    "haven hadn won wouldn shouldn couldn can't ll ve re "
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety "
    "hundred thousand million billion trillion first second third fourth fifth sixth seventh "
    "eighth ninth tenth next last "
    "etc eg ie e.g i.e vs cf nb ok please yes "
    "able unable available possible impossible necessary appropriate relevant respective "
    "applicable "
    "suitable different similar specific particular new old good better best bad worse worst big "
    "bigger small smaller large larger great greater little high higher low lower short shorter "
    "longer full whole entire further additional extra like unlike likely subject equal equivalent "
    "important useful common usual normal actual current present recent early earlier late latest "
    "easy easier hard simple true false sure free right wrong ready main major minor real "
    "corresponding related based using used making taking given shown called "
    "way ways thing things lot lots kind kinds sort sorts fact facts reason reasons need needs "
    "example examples instance time times day days week weeks month months year years hour hours "
    "today tomorrow yesterday purpose purposes manner matter matters circumstance circumstances "
    "situation situations "
    "people ";

// Verbs in their base form; their other forms are made of them.
constexpr std::string_view kEnglishVerbs =
    "accept accompany achieve act add adopt affect agree aim allow announce appear apply approve "
    "arise ask assume attach attempt avoid base become begin believe belong bring build buy call "
    "carry cause choose come complete comply comprise concern conduct confirm consider consist "
    "constitute contain continue correspond create deal decide deem define demand depend derive "
    "describe desire determine differ disclose effect enable encounter engage enjoy ensure enter "
    "establish exceed exist expect explain express fail feel find follow forget get give go grant "
    "happen help hold hope imply improve include increase indicate inform intend introduce involve "
    "keep know lack lead learn leave let lie list live look lose maintain make matter mean meet "
    "mention modify move need note notice obtain occur offer omit organise perform permit possess "
    "prefer prepare prescribe prevent proceed produce prohibit propose prove provide publish put "
    "raise reach read receive recognise reduce refer regard relate rely remain remember remove "
    "represent require retain run say see seek seem select send serve set show solve specify spend "
    "start state stay stop submit suggest suppose take talk tell tend think treat try turn "
    "understand undergo undertake use utilise violate wait want wish work write write-up "
    "acquire ought begin choose decide simplify";

/// Past forms and participles that no rule makes.
constexpr std::string_view kEnglishIrregular =
    "arose arisen became began begun brought built bought came chose chosen dealt fell felt forgot "
    "forgotten found gave given got gotten went gone held kept knew known laid led left lost made "
    "meant met paid put ran said saw seen sought sent set showed shown spent stood told took taken "
    "thought understood undertook undertaken underwent undergone wrote written";

/// Of these words some form is a noun that is a term; or the word is more often one.
constexpr std::string_view kEnglishKept =
    "act acts list lists state states set sets work works note notes call calls read notice "
    "notices "
    "list building buildings meeting meetings writing running reading learning offer offers "
    "demand demands effect effects start stop testing setting settings matter concern concerns "
    "live move treat grant grants lead leads setting publishing holding holdings proceeding "
    "proceedings undertaking undertakings understanding saying working base bases "
    "increase increases help run runs object";

constexpr std::string_view kEnglishInside =
    "a an the of and or for in on to at by with from per under";

constexpr std::string_view kEnglishLyNouns =
    "ally anomaly assembly belly bully butterfly family fly homily jelly lily melody monopoly "
    "oligopoly rally reply supply tally poly july italy only-child";
constexpr std::string_view kEnglishEdNouns =
    "bed bleed breed creed deed embed exceed feed greed id led need red reed rfid seed shed sled "
    "speed steed ted thread unified weed";

constexpr std::string_view kChinese =
    "的 之 了 著 着 過 地 得 是 為 乃 係 即 非 有 無 在 於 于 至 到 自 從 由 向 往 朝 對 對於 關於 "
    "至於 就 跟 給 "
    "和 與 及 以及 或 或者 並 並且 而 而且 且 但 但是 然而 不過 因 因為 因此 因而 所以 故 如 如果 "
    "若 倘 倘若 則 "
    "雖 雖然 既 既然 即使 縱使 除 除非 除了 除外 不論 無論 不管 只要 只有 可是 然後 還是 還有 還 "
    "再 又 也 亦 都 "
    "皆 均 各 各該 每 每個 某 某些 該 該等 此 此外 這 這個 這些 這樣 那 那個 那些 其 其他 其它 "
    "其餘 其中 他 她 它 "
    "他們 她們 它們 我 我們 你 您 你們 自己 本 前 前項 前條 前款 同 上 上述 下 下列 左列 如下 以下 "
    "以上 以內 以外 "
    "以前 以後 之前 之後 之間 之一 之內 內 外 中 間 時 後 等 等等 者 所 所有 一切 任何 全部 有關 "
    "相關 應 應該 應當 "
    "得以 可 可以 能 能夠 會 要 需 需要 須 必須 必 將 把 被 使 讓 令 經 依 依據 依照 按 按照 據 "
    "根據 憑 以 用 用以 "
    "用來 使用 利用 作為 成為 為了 予 予以 加以 不 不得 不能 不可 不會 不是 沒有 未 未經 尚 尚未 "
    "無法 已 已經 曾 正在 仍 "
    "仍然 才 只 只能 僅 僅能 最 最多 最少 更 較 很 非常 十分 太 極 約 大約 共 共同 另 另外 另行 "
    "分別 個別 逐一 "
    "一 二 三 四 五 六 七 八 九 十 百 千 萬 億 兩 幾 多 少 許多 多個 一個 一種 一些 一次 一下 兩個 "
    "個 種 項 條 款 目 次 "
    "份 件 名 位 第 第一 第二 第三 年 月 日 號 起 止 們 嗎 呢 吧 啊 呀 啦 哦 請 請參閱 例如 譬如 "
    "比如 像 像是 稱 稱為 "
    "所稱 指 係指 是指 包括 包含 屬於 屬 進行 辦理 提供 規定 具有 應於 得由 應由 "
    "當 當作 來 去 上面 下面 裡 裏 里 裡面 什麼 甚麼 怎麼 如何 為何 何 哪 哪些 誰 何時 "
    "可能 不同 相同 一樣 一般 其實 甚至 尤其 特別 通常 總是 有時 經常 現在 目前 時候 時間 "
    "是否 與否 便 又是 乃是 就是 也是 都是 即可 而是 而不是 不要 不用 不需 不需要 不應 不必 毋須 "
    "無須 "
    "同時 同樣 之外 以來 以便 以免 藉由 透過 通過 隨著 隨 沿 比 連 連同 會同 由於 鑑於 基於 "
    "想 想要 看 說 做 想必 叫 開始 結束 完成 產生 發生 造成 變成 變得 取得 獲得 得到 達到 允許 "
    "支援不 確保 確定 "
    "新 新的 舊 大 小 高 低 長 短 好 壞 主要 重要 必要 適當 部分 部份 情況 情形 方式 "
    "某個 整個 多種 各種 各個 各項 各類 這種 那種 此種 這裡 那裡 此處 "
    "給予 加 視為 擔任 採取 列入 訂定 核定 定 定之 為限 準用 適用 準 違反 處 處以 罰 "
    "於是 可見 一旦 任 任意 本身 彼此 互相 相互 先 先行 隨時 隨即 立即 其後 事先 當時 "
    "符合 超過 最近 至少 從事 嘗試 用於 直接 繼續 影響 提出 狀況 結果 期間 事項 特殊 重大 負責 "
    "若要 舉例來說 "
    "好像 彷彿 似乎 也許 大概 恐怕 左右 上下 前後 內外 "
    "應為 即為 認為 以為 者為 均為 均應 並應 且應 應自 應以 應依 得依 得以 依其 由其 於其 對其 "
    "與其 及其 或其 將其 使其 "
    "不在 未在 並得 並不 或不 而不 且不 而未 或未 並未 後之 前之 內之 所為 所定 所需 ";

constexpr std::string_view kChineseInside =
    "的 之 與 及 和 或 暨 以及 中 後 外 內 上 下 前 間 時 本 等 者 同 大 小 高 低 長 短 新 多 少 "
    "無 非 不 未 再 自 外 對 地 一 二 三 四 五 六 七 八 九 十 百 千 萬 用 使用 利用 最 共 共同 "
    "特別 一般 個別 相關 有關 部分 其他 主要 重要 第一 第二 第三 提供 辦理 規定 進行 開始 結束 年 "
    "月 日 時間 會 次 種 項 目 條 款 份 件 名 位 號 個";

/// Adjectives, and what makes them of nouns: 特殊教育, 非營利組織.
constexpr std::string_view kChineseBeginning =
    "特殊 特別 重大 主要 一般 共同 個別 必要 新 大 小 高 低 長 短 多 非 無 第一 第二 第三 使用 "
    "利用 時間 外 內 自";
constexpr std::string_view kChineseEnd = "者";

template <typename Visit>
void for_each_word(std::string_view list, Visit visit) {
    while (!list.empty()) {
        const std::size_t space = list.find(' ');
        if (space != 0) visit(list.substr(0, space));
        list.remove_prefix(space == std::string_view::npos ? list.size() : space + 1);
    }
}

Set words_of(std::string_view list) {
    Set set;
    for_each_word(list, [&](std::string_view word) { set.emplace(word); });
    return set;
}

Set folded_words_of(std::string_view list) {
    Set set;
    for_each_word(list, [&](std::string_view word) { set.insert(fold_text(word)); });
    return set;
}

const Set& english_words() {
    static const Set words = [] {
        Set made = words_of(kEnglishIrregular);
        for_each_word(kEnglishVerbs, [&](std::string_view verb) {
            for (std::string& form : english_forms(verb, {.verb = true})) made.insert(form);
        });
        for_each_word(kEnglishKept, [&](std::string_view word) { made.erase(std::string(word)); });
        made.merge(words_of(kEnglish));
        return made;
    }();
    return words;
}

/// Adverbs in -ly, and participles in -ed: few nouns end so.
bool has_function_ending(std::string_view word) {
    static const Set kLy = words_of(kEnglishLyNouns);
    return word.size() > 4 && word.ends_with("ly") && !kLy.contains(std::string(word));
}

}  // namespace

bool is_english_function_word(std::string_view word) {
    return word.size() < 2 || english_words().contains(std::string(word)) ||
           has_function_ending(word);
}

bool is_english_participle(std::string_view word) {
    static const Set kEd = words_of(kEnglishEdNouns);
    return word.size() > 3 && word.ends_with("ed") && !kEd.contains(std::string(word));
}

bool may_be_inside_english(std::string_view word) {
    static const Set kInside = words_of(kEnglishInside);
    return kInside.contains(std::string(word)) || !is_english_function_word(word);
}

bool is_chinese_function_word(std::string_view word) {
    static const Set kWords = folded_words_of(kChinese);
    return kWords.contains(fold_text(word));
}

bool may_begin_chinese(std::string_view word) {
    static const Set kBeginning = folded_words_of(kChineseBeginning);
    return !is_chinese_function_word(word) || kBeginning.contains(fold_text(word));
}

bool may_end_chinese(std::string_view word) {
    static const Set kEnd = folded_words_of(kChineseEnd);
    return !is_chinese_function_word(word) || kEnd.contains(fold_text(word));
}

bool may_be_inside_chinese(std::string_view word) {
    static const Set kInside = folded_words_of(kChineseInside);
    return !is_chinese_function_word(word) || kInside.contains(fold_text(word));
}

}  // namespace diglot
