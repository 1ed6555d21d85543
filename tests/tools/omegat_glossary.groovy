// What OmegaT's own reader finds in a glossary: term, tab, translation.
import org.omegat.gui.glossary.GlossaryReaderTSV

GlossaryReaderTSV.read(new File(args[0]), false).each { entry ->
    entry.getLocTerms(false).each { println(entry.srcText + "\t" + it) }
}
