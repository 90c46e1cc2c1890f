package adoption;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.matcher.ElementMatchers;

/** Attaches Byte Buddy to its own JVM and changes a class that is loaded. */
public final class Redefines {
    public static void main(String[] arguments) {
        Greeting greeting = new Greeting();
        System.out.println("before=" + greeting.text());
        ByteBuddyAgent.install();
        new ByteBuddy()
                .redefine(Greeting.class)
                .method(ElementMatchers.named("text"))
                .intercept(FixedValue.value("changed"))
                .make()
                .load(Greeting.class.getClassLoader(), ClassReloadingStrategy.fromInstalledAgent());
        System.out.println("after=" + greeting.text());
        System.out.println("password=" + System.getenv("DB_PASSWORD"));
        System.out.println("map=" + System.getenv().get("DB_PASSWORD"));
    }

    /** What is changed. */
    public static class Greeting {
        public String text() {
            return "hello";
        }
    }
}
