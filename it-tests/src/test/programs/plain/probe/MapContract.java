package probe;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Prints all that a program can notice of the map System.getenv(); arguments: names that it must hold. Two runs with
 * the same variables must print the same, wherever the variables come from.
 */
public final class MapContract {
    public static void main(String[] names) throws Exception {
        final Map<String, String> map = System.getenv();
        System.out.println("same object=" + (System.getenv() == map));
        System.out.println("class=" + map.getClass().getName());
        wrongKeys(map);
        changes(map, names[0]);
        views(map);
        for (String name : names) {
            one(map, name);
        }
        System.out.println("text "
                + new TreeSet<String>(java.util.Arrays.asList(
                        map.toString().substring(1, map.toString().length() - 1).split(", "))));
    }

    private static void wrongKeys(final Map<String, String> map) {
        outcome("get null", () -> map.get(null));
        outcome("get number", () -> map.get(Integer.valueOf(1)));
        outcome("get missing", () -> map.get("NO_SUCH_NAME"));
        outcome("get empty", () -> map.get(""));
        outcome("getOrDefault missing", () -> map.getOrDefault("NO_SUCH_NAME", "fallback"));
        outcome("containsKey null", () -> map.containsKey(null));
        outcome("containsKey number", () -> map.containsKey(Integer.valueOf(1)));
        outcome("containsValue null", () -> map.containsValue(null));
        outcome("containsValue number", () -> map.containsValue(Integer.valueOf(1)));
        outcome("containsValue missing", () -> map.containsValue("no such value"));
        outcome("keySet contains null", () -> map.keySet().contains(null));
        outcome("keySet contains number", () -> map.keySet().contains(Integer.valueOf(1)));
        outcome("values contains null", () -> map.values().contains(null));
        outcome("entrySet contains null", () -> map.entrySet().contains(null));
        outcome("entrySet contains text", () -> map.entrySet().contains("text"));
        outcome("getenv null", () -> System.getenv(null));
        outcome("getenv empty", () -> System.getenv(""));
        outcome("equals null", () -> map.equals(null));
        outcome("equals itself", () -> map.equals(map));
    }

    private static void changes(final Map<String, String> map, final String name) {
        outcome("put", () -> map.put("X", "y"));
        outcome("putAll", () -> {
            map.putAll(Collections.singletonMap("X", "y"));
            return null;
        });
        outcome("putIfAbsent", () -> map.putIfAbsent("X", "y"));
        outcome("remove", () -> map.remove(name));
        outcome("clear", () -> {
            map.clear();
            return null;
        });
        outcome("merge", () -> map.merge(name, "y", String::concat));
        outcome("compute", () -> map.compute(name, (key, value) -> "y"));
        outcome("replaceAll", () -> {
            map.replaceAll((key, value) -> "y");
            return null;
        });
        outcome("keySet remove", () -> map.keySet().remove(name));
        outcome("values clear", () -> {
            map.values().clear();
            return null;
        });
        outcome("entrySet setValue", () -> map.entrySet().iterator().next().setValue("y"));
        outcome("entrySet iterator remove", () -> {
            Iterator<Map.Entry<String, String>> all = map.entrySet().iterator();
            all.next();
            all.remove();
            return null;
        });
    }

    private static void views(Map<String, String> map) {
        Map<String, String> byEntries = new TreeMap<String, String>();
        for (Map.Entry<String, String> entry : map.entrySet()) {
            byEntries.put(entry.getKey(), entry.getValue());
        }
        Map<String, String> byKeys = new TreeMap<String, String>();
        for (String key : map.keySet()) {
            byKeys.put(key, map.get(key));
        }
        Map<String, String> byEach = new TreeMap<String, String>();
        map.forEach(byEach::put);
        Map<String, String> byStream = map.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a + b, TreeMap::new));
        List<String> values = new ArrayList<String>(map.values());
        Collections.sort(values);
        List<String> expected = new ArrayList<String>(byEntries.values());
        Collections.sort(expected);
        Map<String, String> copy = new HashMap<String, String>(map);
        System.out.println("by entries=" + byEntries);
        System.out.println("views agree=" + byEntries.equals(byKeys) + byEntries.equals(byEach)
                + byEntries.equals(byStream) + values.equals(expected));
        System.out.println("copies agree=" + copy.equals(byEntries)
                + new LinkedHashMap<String, String>(map).equals(byEntries)
                + new TreeMap<String, String>(map).equals(byEntries));
        System.out.println("sizes agree=" + (map.size() == byEntries.size())
                + (map.keySet().size() == map.size())
                + (map.entrySet().size() == map.size()) + (map.values().size() == map.size())
                + (map.keySet().toArray().length == map.size())
                + (map.entrySet().parallelStream().count() == map.size()));
        System.out.println("equal both ways=" + map.equals(copy) + copy.equals(map));
        System.out.println("hash=" + (map.hashCode() == copy.hashCode()));
        System.out.println("empty=" + map.isEmpty());
    }

    private static void one(Map<String, String> map, String name) {
        String value = map.get(name);
        System.out.println(name + "=" + value + " " + System.getenv(name) + " " + map.getOrDefault(name, "none"));
        System.out.println(name + " agree=" + value.equals(System.getenv(name))
                + map.containsKey(name) + map.keySet().contains(name) + map.containsValue(value)
                + map.values().contains(value)
                + map.entrySet().contains(new AbstractMap.SimpleEntry<String, String>(name, value))
                + map.entrySet().contains(new AbstractMap.SimpleEntry<String, String>(name, value + "x"))
                + map.keySet().containsAll(Collections.singleton(name)));
    }

    private static void outcome(String subject, Callable<Object> action) {
        String result;
        try {
            result = String.valueOf(action.call());
        } catch (Exception e) {
            result = e.getClass().getName();
        }
        System.out.println(subject + "=" + result);
    }

    private MapContract() {}
}
