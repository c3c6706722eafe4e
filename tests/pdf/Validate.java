import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.logging.LogManager;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * veraPDF without its command line: FLAVOURS FILE... A verdict a line, each broken rule below it with its count and
 * the place where it first broke. Exit 0: all conform; 1: some do not; 2: one could not be read.
 */
final class Validate {
  private static final int CONFORMS = 0, BROKEN = 1, UNREADABLE = 2;

  /** How often a rule broke, and where first. */
  private static final class Breach {
    final TestAssertion first;
    int count;

    Breach(TestAssertion first) {
      this.first = first;
    }
  }

  private Validate() {}

  private static SortedMap<String, Breach> breaches(List<TestAssertion> assertions) {
    SortedMap<String, Breach> found = new TreeMap<>();
    for (TestAssertion assertion : assertions) {
      if (assertion.getStatus() != TestAssertion.Status.FAILED) {
        continue;
      }
      RuleId rule = assertion.getRuleId();
      String name = rule.getClause() + "-" + rule.getTestNumber();
      found.computeIfAbsent(name, unused -> new Breach(assertion)).count++;
    }
    return found;
  }

  private static int validate(File file, PDFAFlavour flavour) {
    try (InputStream bytes = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, true)) {
      var result = validator.validate(parser);
      System.out.printf("%s %s %s%n", result.isCompliant() ? "PASS" : "FAIL", flavour.getId(), file);
      breaches(result.getTestAssertions()).forEach((rule, breach) -> System.out.printf("  %s x%d: %s%n    at %s%n",
          rule, breach.count, breach.first.getMessage(), breach.first.getLocation().getContext()));
      return result.isCompliant() ? CONFORMS : BROKEN;
    } catch (Exception problem) {
      System.out.printf("UNREADABLE %s %s: %s%n", flavour.getId(), file, problem);
      return UNREADABLE;
    }
  }

  private static List<PDFAFlavour> flavours(String names) {
    List<PDFAFlavour> found = new ArrayList<>();
    for (String name : names.split(",")) {
      PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
      if (flavour == null || flavour == PDFAFlavour.NO_FLAVOUR) {
        System.err.println("no such flavour: " + name);
        System.exit(UNREADABLE);
      }
      found.add(flavour);
    }
    return found;
  }

  public static void main(String[] arguments) {
    LogManager.getLogManager().reset();
    VeraGreenfieldFoundryProvider.initialise();
    List<PDFAFlavour> flavours = flavours(arguments[0]);
    int worst = CONFORMS;
    for (int i = 1; i < arguments.length; i++) {
      for (PDFAFlavour flavour : flavours) {
        worst = Math.max(worst, validate(new File(arguments[i]), flavour));
      }
    }
    System.exit(worst);
  }
}
