// Run by OmegaT when it has loaded a project: the row of its match statistics that each segment is in, by its own code, which
// only its window calls.
import org.omegat.core.Core
import org.omegat.core.matching.LevenshteinDistance
import org.omegat.core.statistics.CalcMatchStatistics
import org.omegat.core.statistics.FindMatches
import org.omegat.core.statistics.MatchStatCounts

if (eventType.toString() != "LOAD") return
def statistics = new CalcMatchStatistics(null, false)
statistics.finder = new FindMatches(Core.project.sourceTokenizer, 5, true, false)
statistics.distanceCalculator = new LevenshteinDistance()
statistics.entriesToProcess = Integer.MAX_VALUE // Its progress bar is not there.
def rows = ["repetition", "exact", "95-100", "85-94", "75-84", "50-74", "none", "total"] as String[]
def met = [] as Set
Core.project.allEntries.each { entry ->
    if (!met.add(entry.srcText)) return println("ROW repetition")
    if (Core.project.getTranslationInfo(entry).translated) return println("ROW exact")
    def counts = new MatchStatCounts(true)
    statistics.calcSimilarity([entry], counts)
    println("ROW " + counts.calcTable(rows).find { it[1] == "1" }[0])
}
