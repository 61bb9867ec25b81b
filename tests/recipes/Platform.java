// What the Apex of the recipe salesforce uses of its platform, and a runner of its tests.

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

class List<T> extends java.util.ArrayList<T> {
    List() {}
    List(java.util.Collection<? extends T> items) { super(items); }
    List<T> with(T item) { add(item); return this; }
    void sort() { sort(null); }
}

class Set<T> extends java.util.LinkedHashSet<T> {
    Set() {}
    Set(java.util.Collection<? extends T> items) { super(items); }
    Set<T> with(T item) { add(item); return this; }
}

class Map<K, V> extends java.util.LinkedHashMap<K, V> {
    Map() {}
    @SuppressWarnings("unchecked")
    Map(List<Lead> leads) { for (Lead lead : leads) put((K) lead.Id, (V) lead); }
    Map<K, V> with(K key, V value) { put(key, value); return this; }
    @Override public Map<K, V> clone() { Map<K, V> copy = new Map<>(); copy.putAll(this); return copy; }
}

abstract class Record {
    Field field(String name) {
        try {
            return getClass().getDeclaredField(name);
        } catch (NoSuchFieldException error) {
            throw new IllegalArgumentException("No field " + name);
        }
    }
    Object get(String name) {
        try {
            return field(name).get(this);
        } catch (IllegalAccessException error) {
            throw new IllegalStateException(error);
        }
    }
    void put(String name, Object value) {
        try {
            field(name).set(this, value);
        } catch (IllegalAccessException error) {
            throw new IllegalStateException(error);
        }
    }
    Map<String, Object> getPopulatedFieldsAsMap() {
        Map<String, Object> values = new Map<>();
        for (Field field : getClass().getDeclaredFields()) {
            Object value = Modifier.isStatic(field.getModifiers()) ? null : get(field.getName());
            if (value != null) values.put(field.getName(), value);
        }
        return values;
    }
    void copyFrom(Record other) {
        Map<String, Object> values = other.getPopulatedFieldsAsMap();
        for (String name : values.keySet()) put(name, values.get(name));
    }
}

class Lead extends Record {
    String Id, FirstName, LastName, Company, Title, Email, Phone, MobilePhone, Website, City, State, Country,
        Industry, LeadSource, Description, LushaStatus__c, LushaMessage__c;
    Boolean HasOptedOutOfEmail, DoNotCall, IsConverted;
    Integer NumberOfEmployees, AnnualRevenue;
    Object LushaEnrichedAt__c;
    Lead set(String name, Object value) { put(name, value); return this; }
}

class Lusha_Settings__c extends Record {
    String SetupOwnerId;
    Integer CreditsPerDay__c, CreditsPerMonth__c, UsedToday__c, UsedThisMonth__c;
    Boolean RevealPhones__c;
    Date CountedOn__c;
    Lusha_Settings__c set(String name, Object value) { put(name, value); return this; }
    static Lusha_Settings__c getOrgDefaults() {
        return Platform.SETTINGS.isEmpty() ? new Lusha_Settings__c() : Platform.SETTINGS.get(0);
    }
}

class StaticResource { String Body; }

record Date(int day, int month) {
    // Apex compares dates by value, which Java does with the same objects only.
    private static final Map<String, Date> KNOWN = new Map<>();
    static Date of(int day, int month) { return KNOWN.computeIfAbsent(day + "." + month, key -> new Date(day, month)); }
    Date toStartOfMonth() { return of(1, month); }
    Date addDays(int days) { return of(day + days, month); }
}
record Datetime() {
    Date dateGmt() { return Date.of(15, 6); }
}

class QueryException extends RuntimeException {}
class TypeException extends RuntimeException {}
class CalloutException extends RuntimeException { CalloutException(String text) { super(text); } }
class JSONException extends RuntimeException { JSONException(String text) { super(text); } }

interface QueueableContext {}
interface Queueable { void execute(QueueableContext context); }
interface HttpCalloutMock { HttpResponse respond(HttpRequest request); }
enum LoggingLevel { WARN }
class UserInfo { static String getOrganizationId() { return "00D000000000001"; } }
class Pattern {
    static boolean matches(String pattern, String text) { return java.util.regex.Pattern.matches(pattern, text); }
}
class Limits {
    static int getQueueableJobs() { return 0; }
    static int getLimitQueueableJobs() { return 50; }
}

class HttpRequest {
    String endpoint, method, body;
    int timeout;
    void setEndpoint(String value) { endpoint = value; }
    String getEndpoint() { return endpoint; }
    void setMethod(String value) { method = value; }
    void setHeader(String name, String value) {}
    void setTimeout(int value) { timeout = value; }
    void setBody(String value) { body = value; }
    String getBody() { return body; }
}

class HttpResponse {
    int status;
    String body;
    Map<String, String> headers = new Map<>();
    void setStatusCode(int value) { status = value; }
    int getStatusCode() { return status; }
    void setBody(String value) { body = value; }
    String getBody() { return body; }
    void setHeader(String name, String value) { headers.put(name, value); }
    String getHeader(String name) { return headers.get(name); }
}

class Http {
    HttpResponse send(HttpRequest request) {
        if (Platform.hasWritten) throw new CalloutException("You have uncommitted work pending.");
        if (request.timeout < 1 || request.timeout > 60000) throw new CalloutException("Timeout");
        return Test.mock.respond(request);
    }
}

class Test {
    static HttpCalloutMock mock;
    static void setMock(Class<?> type, HttpCalloutMock value) { mock = value; }
    static void startTest() { Platform.hasWritten = false; }
    static void stopTest() {}
}

class Database {
    interface AllowsCallouts {}
    record Error(String message, List<String> fields) {
        String getMessage() { return message; }
        List<String> getFields() { return fields; }
    }
    record SaveResult(List<Error> errors) {
        boolean isSuccess() { return errors.isEmpty(); }
        List<Error> getErrors() { return errors; }
    }
    static List<SaveResult> update(List<Lead> leads, boolean allOrNone) {
        List<SaveResult> results = new List<>();
        Set<String> ids = new Set<>();
        for (Lead lead : leads) {
            if (!ids.add(lead.Id)) throw new IllegalStateException("Duplicate id in list: " + lead.Id);
            List<Error> errors = new List<>();
            // An organization with a list of states that lacks this one.
            if ("No such state".equals(lead.State)) errors.add(new Error("Not in the list", new List<>()));
            if (errors.isEmpty()) Platform.LEADS.get(lead.Id).copyFrom(lead);
            results.add(new SaveResult(errors));
        }
        Platform.hasWritten |= !leads.isEmpty();
        return results;
    }
}

public class Platform {
    static final Map<String, Lead> LEADS = new Map<>();
    static final List<Lusha_Settings__c> SETTINGS = new List<>();
    static boolean hasWritten = false;

    enum RoundingMode { CEILING }

    static void insert(Lusha_Settings__c settings) { SETTINGS.add(settings); hasWritten = true; }
    static void update(Lusha_Settings__c settings) { hasWritten = true; }
    static void insert(Lead lead) { insert(new List<Lead>().with(lead)); }
    static void insert(List<Lead> leads) {
        for (Lead lead : leads) {
            lead.Id = String.format("00Q%015d", LEADS.size());
            Lead stored = new Lead();
            stored.copyFrom(lead);
            LEADS.put(lead.Id, stored);
        }
        hasWritten = true;
        LushaEnrichment.start(leads);
    }
    static List<Lusha_Settings__c> settings() { return SETTINGS; }
    static Lead lead(String id) { return leads(new List<String>().with(id)).get(0); }
    static List<Lead> leads(List<String> ids) {
        List<Lead> found = new List<>();
        for (String id : ids) {
            Lead copy = new Lead();
            copy.copyFrom(LEADS.get(id));
            found.add(copy);
        }
        return found;
    }
    static int count(String status) {
        return (int) LEADS.values().stream().filter(lead -> status.equals(lead.LushaStatus__c)).count();
    }
    static StaticResource resource(String name) {
        StaticResource resource = new StaticResource();
        try {
            resource.Body = Files.readString(Path.of(System.getProperty("resources"), name + ".resource"));
        } catch (java.io.IOException error) {
            throw new IllegalStateException(error);
        }
        return resource;
    }

    static String enqueueJob(Queueable job, int delay) { throw new IllegalStateException("A real job."); }
    static Datetime now() { return new Datetime(); }
    static void debug(LoggingLevel level, String text) {}

    // Apex compares texts without their case.
    static boolean same(String one, String other) { return one == null ? other == null : one.equalsIgnoreCase(other); }
    static boolean isBlank(String text) { return text == null || text.isBlank(); }
    static boolean isNotBlank(String text) { return !isBlank(text); }
    static boolean isEmpty(String text) { return text == null || text.isEmpty(); }
    static String join(List<String> parts, String separator) { return String.join(separator, parts); }
    static List<String> list(String[] parts) { return new List<String>(Arrays.asList(parts)); }
    static String left(String text, int length) { return text.length() <= length ? text : text.substring(0, length); }
    static String removeStart(String text, String start) {
        return text.startsWith(start) ? text.substring(start.length()) : text;
    }
    static String substringAfterLast(String text, String separator) {
        int place = text.lastIndexOf(separator);
        return place < 0 ? "" : text.substring(place + separator.length());
    }

    static void assertEquals(Object expected, Object got, String... message) {
        if (!Objects.equals(expected, got)) {
            throw new AssertionError(expected + " expected, not " + got + " " + Arrays.toString(message));
        }
    }
    static void assertNotEquals(Object expected, Object got) {
        if (Objects.equals(expected, got)) throw new AssertionError(got);
    }
    static void assertTrue(boolean value) { if (!value) throw new AssertionError("not true"); }

    // Runs each test with classes of its own, as Apex has no static state from another test.
    public static void main(String[] arguments) throws Exception {
        System.setProperty("resources", arguments[0]);
        URL[] urls = { Path.of(System.getProperty("java.class.path")).toUri().toURL() };
        for (Method named : LushaEnrichmentTest.class.getDeclaredMethods()) {
            if (named.getParameterCount() > 0 || named.getReturnType() != void.class || named.isSynthetic()) continue;
            ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
            Method test = loader.loadClass("LushaEnrichmentTest").getDeclaredMethod(named.getName());
            test.setAccessible(true);
            String outcome = "passed";
            try {
                test.invoke(null);
            } catch (InvocationTargetException error) {
                Throwable cause = error.getCause();
                outcome = (cause + " at " + cause.getStackTrace()[1]).replaceAll("\\s+", " ");
            }
            System.out.println(named.getName() + "\t" + outcome);
        }
    }
}

class JSON {
    private final String text;
    private int place = 0;

    private JSON(String text) { this.text = text; }

    static Object deserializeUntyped(String text) {
        JSON reader = new JSON(text);
        Object value = reader.value();
        if (reader.next() != 0) throw reader.error();
        return value;
    }

    static String serialize(Object value) {
        if (value instanceof String) {
            return '"' + ((String) value).replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("[\\x00-\\x1f]", " ") + '"';
        }
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new List<>();
            for (Object key : map.keySet()) parts.add(serialize(key) + ":" + serialize(map.get(key)));
            return "{" + String.join(",", parts) + "}";
        }
        if (value instanceof List<?> list) {
            List<String> parts = new List<>();
            for (Object item : list) parts.add(serialize(item));
            return "[" + String.join(",", parts) + "]";
        }
        return String.valueOf(value);
    }

    private JSONException error() { return new JSONException("Unexpected character at " + place); }

    private char next() {
        while (place < text.length() && Character.isWhitespace(text.charAt(place))) place++;
        return place < text.length() ? text.charAt(place) : 0;
    }

    private Object value() {
        char first = next();
        if (first == '{') return object();
        if (first == '[') return list();
        if (first == '"') return string();
        int start = place;
        while (place < text.length() && "+-.eE".indexOf(text.charAt(place)) + 1 + (Character.isLetterOrDigit(text.charAt(place)) ? 1 : 0) > 0) place++;
        String word = text.substring(start, place);
        switch (word) {
            case "true": return true;
            case "false": return false;
            case "null": return null;
            default:
                if (word.isEmpty()) throw error();
                return word.matches("-?\\d{1,9}") ? (Object) Integer.valueOf(word) : Double.valueOf(word);
        }
    }

    private Map<String, Object> object() {
        Map<String, Object> found = new Map<>();
        place++;
        while (next() != '}') {
            if (!found.isEmpty()) skip(',');
            next();
            String key = string();
            skip(':');
            found.put(key, value());
        }
        place++;
        return found;
    }

    private List<Object> list() {
        List<Object> found = new List<>();
        place++;
        while (next() != ']') {
            if (!found.isEmpty()) skip(',');
            found.add(value());
        }
        place++;
        return found;
    }

    private void skip(char expected) {
        if (next() != expected) throw error();
        place++;
    }

    private String string() {
        if (next() != '"') throw error();
        StringBuilder found = new StringBuilder();
        for (place++; text.charAt(place) != '"'; place++) {
            char letter = text.charAt(place);
            if (letter == '\\') {
                letter = text.charAt(++place);
                int escape = "nrtbf".indexOf(letter);
                if (letter == 'u') {
                    letter = (char) Integer.parseInt(text.substring(place + 1, place + 5), 16);
                    place += 4;
                } else if (escape >= 0) {
                    letter = "\n\r\t\b\f".charAt(escape);
                }
            }
            found.append(letter);
        }
        place++;
        return found.toString();
    }
}
