package adoption;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;

/** Tells its password by System.getenv and from the server's configuration. */
@WebServlet("/")
@SuppressWarnings("serial")
public class WildFly extends HttpServlet {
    @Resource(lookup = "java:global/db/password")
    private String configured;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PrintWriter page = response.getWriter();
        page.println("getenv=" + System.getenv("DB_PASSWORD"));
        page.println("configuration=" + configured);
    }
}
