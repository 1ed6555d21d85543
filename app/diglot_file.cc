#include "app/diglot_file.h"

#include <QDir>
#include <QStandardPaths>
#include <QString>
#include <cstdlib>
#include <memory>
#include <vector>

#include "core/error.h"
#include "core/storage/sync_log.h"
#include "tm/index_store.h"
#include "tm/index_upkeep.h"

namespace diglot {
namespace {

/// The file's schema, oldest first. A step that was ever released is never changed; a new one is
/// added.
const std::vector<Migration>& migrations() {
    static const std::vector<Migration> steps = {
        {1, ChangeLog::kSchema},
        {2, Store::kSchema},
        {3, Termbase::kSchema},
        {4, IndexStore::kSchema},
        {5, Store::kCompactSchema},
        {6, Termbase::kSchema6},
        {7, IndexStore::kFingerprintSchema},
        {8, SyncLog::kSchema},
        {9, IgnoredFindings::kSchema},
    };
    return steps;
}

}  // namespace

DiglotFile::DiglotFile(const std::string& path, OpenOptions options,
                       std::shared_ptr<SegmentCache> cache)
    : database_(path, migrations(), std::move(options)),
      log_(database_, {Store::aggregate(), Termbase::aggregate(), IgnoredFindings::aggregate()}),
      memory_(database_),
      matches_(database_, memory_, std::move(cache)),
      texts_(database_, memory_),
      glossary_(database_),
      ignored_(database_) {}

void DiglotFile::prepare_matches(const LanguageTag& source, const WorkProgress& progress) {
    if (!matches_.is_behind() && matches_.covers(source)) return;
    const auto transaction = Transaction::if_free(database_);
    if (!transaction) return;
    index_pending_units(database_, progress);
    if (!matches_.covers(source)) index_language(database_, source, progress);
    transaction->commit();
}

void DiglotFile::prepare_texts(const WorkProgress& progress) {
    if (!matches_.is_behind()) return;
    const auto transaction = Transaction::if_free(database_);
    if (!transaction) return;
    index_pending_units(database_, progress);
    transaction->commit();
}

void DiglotFile::rebuild_index(const WorkProgress& progress) {
    const auto rebuild = [&](bool unreadable) {
        Transaction transaction(database_);
        diglot::rebuild_index(database_, progress, unreadable);
        transaction.commit();
    };
    try {
        rebuild(false);
    } catch (const StoreError& error) {
        if (!is_damage(error)) throw;
        rebuild(true);
        database_.vacuum();
    }
}

DiglotFile::Verification DiglotFile::verify() {
    using Damage = Verification::Damage;
    Verification found;
    for (const Database::Damage& damage : database_.damage()) {
        const bool is_index = damage.table.starts_with("index_");
        found.damage = is_index && found.damage != Damage::kFile ? Damage::kIndex : Damage::kFile;
        found.faults.push_back((damage.table.empty() ? "" : "table " + damage.table + ": ") +
                               damage.what);
    }
    // Each by itself: what one of them cannot read may be whole for the next.
    const auto look = [&](const char* what, const auto& faults) {
        try {
            const std::vector<std::string> lines = faults();
            found.faults.insert(found.faults.end(), lines.begin(), lines.end());
        } catch (const StoreError& error) {
            if (!is_damage(error) && found.damage == Damage::kNone) throw;
            if (found.damage == Damage::kNone) found.damage = Damage::kFile;
            found.faults.push_back(std::string(what) + " cannot be read: " + error.what());
        } catch (const Interrupted&) {
            throw;
        } catch (const std::exception& error) {
            // What stands in a row is not what any version wrote there.
            found.damage = Damage::kFile;
            found.faults.push_back(std::string(what) + " cannot be read: " + error.what());
        }
    };
    look("what rows point to", [&] { return database_.reference_faults(); });
    look("the log", [&] { return log_.faults(); });
    look("the memory", [&] { return memory_.faults(); });
    look("the glossary", [&] { return glossary_.faults(); });
    return found;
}

std::string DiglotFile::default_path() {
    if (const char* path = std::getenv("DIGLOT_DB"); path && *path) return path;
    const QString folder =
        QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/diglot";
    QDir().mkpath(folder);
    return (folder + "/memory.diglot").toStdString();
}

}  // namespace diglot
