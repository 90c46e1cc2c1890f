package adoption;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.when;

import org.mockito.MockedStatic;

/** Mocks a final class and a static method, which Mockito does by an agent. */
public final class Mocks {
    public static void main(String[] arguments) {
        Account account = mock(Account.class);
        when(account.balance()).thenReturn(42);
        System.out.println("mock=" + account.balance());
        try (MockedStatic<Account> statics = mockStatic(Account.class)) {
            statics.when(Account::bank).thenReturn("mocked");
            System.out.println("static=" + Account.bank());
        }
        System.out.println("real=" + Account.bank());
        System.out.println("password=" + System.getenv("DB_PASSWORD"));
    }

    /** What is mocked. */
    static final class Account {
        int balance() {
            return 0;
        }

        static String bank() {
            return "bank";
        }
    }
}
